import { DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { DecryptCommand, KMSClient } from "@aws-sdk/client-kms";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { SESClient, SendEmailCommand } from "@aws-sdk/client-ses";
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { expect } from "chai";
import { type Listening, serve } from "../../../cli/loopback-server";
import { errorAnswer, partialFailure, throttlingAnswer } from "../../../local/faults/answers";
import type { Answer } from "../../../local/proxy/outcome";

describe("an injected error", () => {
  let server: Listening;
  let answer: Answer;
  before(async () => {
    server = await serve((request, response) => {
      request.resume().once("end", () => {
        response.writeHead(answer.status, [...answer.headers]);
        response.end(answer.body);
      });
    });
  });
  after(() => server.close());

  const email = { Subject: { Data: "s" }, Body: { Text: { Data: "t" } } };
  /** Calls of each service by the SDK that the functions use. */
  const calls: Readonly<Record<string, (options: object) => Promise<unknown>>> = {
    dynamodb: (options) => new DynamoDBClient(options).send(new PutItemCommand({ TableName: "t", Item: {} })),
    events: (options) => new EventBridgeClient(options).send(new PutEventsCommand({ Entries: [] })),
    kms: (options) => new KMSClient(options).send(new DecryptCommand({ CiphertextBlob: Buffer.from("x") })),
    lambda: (options) => new LambdaClient(options).send(new InvokeCommand({ FunctionName: "f" })),
    ses: (options) =>
      new SESClient(options).send(new SendEmailCommand({ Source: "a", Destination: {}, Message: email })),
    sns: (options) => new SNSClient(options).send(new PublishCommand({ TopicArn: "arn:aws:sns:r:1:t", Message: "m" })),
    sqs: (options) =>
      new SQSClient({ ...options, useQueueUrlAsEndpoint: false }).send(
        new SendMessageCommand({ QueueUrl: `${server.url}/1/q`, MessageBody: "m" }),
      ),
  };

  /** Name and status of the SDK's error. */
  async function errorOf(service: string): Promise<string> {
    const credentials = { accessKeyId: "test", secretAccessKey: "test" };
    try {
      await calls[service]?.({ endpoint: server.url, region: "us-east-1", credentials, maxAttempts: 1 });
      return "no error";
    } catch (error) {
      const { name, $metadata } = error as Error & { readonly $metadata?: { readonly httpStatusCode?: number } };
      return `${name} ${$metadata?.httpStatusCode}`;
    }
  }

  for (const [service, expected] of [
    ["dynamodb", "ProvisionedThroughputExceededException 400"],
    ["events", "ThrottlingException 400"],
    ["kms", "ThrottlingException 400"],
    ["lambda", "TooManyRequestsException 429"],
    ["ses", "Throttling 400"],
    ["sns", "ThrottledException 429"],
    ["sqs", "RequestThrottled 400"],
  ] as const) {
    it(`is what the SDK knows as throttling of ${service}`, async () => {
      answer = throttlingAnswer(service);
      expect(await errorOf(service)).to.equal(expected);
    });

    it(`has the code and the status that were asked for, of ${service}`, async () => {
      answer = errorAnswer(service, { code: "AccessDeniedException", status: 400 });
      expect(await errorOf(service)).to.equal("AccessDeniedException 400");
      answer = errorAnswer(service, {});
      expect(await errorOf(service)).to.match(/^InternalServerError 500$/);
    });
  }

  it("fails the last entry of PutEvents, and says so", () => {
    const body = Buffer.from('{"FailedEntryCount":0,"Entries":[{"EventId":"1"},{"EventId":"2"}]}');

    expect(JSON.parse(partialFailure({ status: 200, headers: [], body }).body.toString())).to.deep.equal({
      FailedEntryCount: 1,
      Entries: [{ EventId: "1" }, { ErrorCode: "InternalFailure", ErrorMessage: "injected fault" }],
    });
  });
});
