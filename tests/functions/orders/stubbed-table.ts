import { Readable } from "node:stream";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { documentTranslation } from "../../../functions/shared/clients";

/**
 * A table's client and a document client whose requests end where the network begins; says what would have been sent, in DynamoDB's own form. An answer that is
 * an error of DynamoDB is returned, one of the network thrown.
 */
export function stubbed(answer: (input: unknown) => unknown = () => ({}), maxAttempts = 1) {
  const sent: { command: string; input: Record<string, unknown> }[] = [];
  const client = (cacheMiddleware: boolean) =>
    new DynamoDBClient({
      region: "eu-west-1",
      credentials: { accessKeyId: "a", secretAccessKey: "b" },
      maxAttempts,
      cacheMiddleware,
      requestHandler: {
        handle: async (request: HttpRequest) => {
          const input = JSON.parse(String(request.body));
          sent.push({ command: String(request.headers["x-amz-target"]).replace("DynamoDB_20120810.", ""), input });
          const given = answer(input);
          const refused = given instanceof Error;
          const body = refused ? { __type: given.name, message: given.message } : given;
          const headers = { "content-type": "application/x-amz-json-1.0" };
          return {
            response: { statusCode: refused ? 400 : 200, headers, body: Readable.from([JSON.stringify(body)]) },
          };
        },
      } as never,
    });
  // As in the functions: the table's client keeps its middleware, the document client does not.
  return { sent, table: client(true), documents: DynamoDBDocumentClient.from(client(false), documentTranslation) };
}

/** As much of a request of the SDK as is looked at. */
interface HttpRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** What DynamoDB refuses a request with. */
export function refusal(name: string): Error {
  return Object.assign(new Error("refused"), { name });
}

export const conditionFailed = () => refusal("ConditionalCheckFailedException");
