// SDK clients that speak to a list of prepared answers instead of a network, and remember what they sent, byte for byte.
import { Readable } from "node:stream";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SESClient } from "@aws-sdk/client-ses";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { documentTranslation } from "../../../../functions/shared/clients";

/** An answer: status and body, or an error of the connection. */
export type Answer = { readonly status: number; readonly body: string } | Error;

/** What was sent. */
export interface Sent {
  readonly target: string | undefined;
  readonly body: string;
}

function handlerOf(answers: Answer[], sent: Sent[]) {
  return {
    handle: async (request: { headers: Record<string, string>; body?: unknown }) => {
      sent.push({ target: request.headers["x-amz-target"], body: textOf(request.body) });
      const answer = answers.shift();
      if (answer === undefined) throw new Error("the test has no more answers");
      if (answer instanceof Error) throw answer;
      return { response: { statusCode: answer.status, headers: {}, body: Readable.from([Buffer.from(answer.body)]) } };
    },
  };
}

function textOf(body: unknown): string {
  return body instanceof Uint8Array ? new TextDecoder().decode(body) : String(body);
}

const common = {
  region: "us-east-1",
  credentials: { accessKeyId: "test", secretAccessKey: "test" },
  maxAttempts: 1,
} as const;

/** A document client, translating as the functions' own does. */
export function wiredTable(answers: Answer[]): { client: DynamoDBDocumentClient; sent: Sent[] } {
  const sent: Sent[] = [];
  const client = new DynamoDBClient({ ...common, requestHandler: handlerOf(answers, sent) });
  return { client: DynamoDBDocumentClient.from(client, documentTranslation), sent };
}

/** An SES client. */
export function wiredSes(answers: Answer[]): { client: SESClient; sent: Sent[] } {
  const sent: Sent[] = [];
  return { client: new SESClient({ ...common, requestHandler: handlerOf(answers, sent) }), sent };
}

/** DynamoDB's answer to a condition that did not hold. */
export const conditionFailed: Answer = {
  status: 400,
  body: JSON.stringify({
    __type: "com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException",
    message: "The conditional request failed",
  }),
};

/** An answer in JSON. */
export function json(body: object): Answer {
  return { status: 200, body: JSON.stringify(body) };
}

/** SES's answer that it has the email. */
export function sesAccepts(messageId: string): Answer {
  return {
    status: 200,
    body: `<SendEmailResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><SendEmailResult><MessageId>${messageId}</MessageId></SendEmailResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></SendEmailResponse>`,
  };
}

/** SES's error document. */
export function sesRefuses(code: string, status = 400): Answer {
  return {
    status,
    body: `<ErrorResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><Error><Type>Sender</Type><Code>${code}</Code><Message>no</Message></Error><RequestId>r</RequestId></ErrorResponse>`,
  };
}
