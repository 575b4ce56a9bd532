import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { GetEventSourceMappingCommand } from "@aws-sdk/client-lambda";
import { ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { createStreamMappings, type StreamMappings } from "../../../local/streams/fake";
import { wellKnown } from "../../../ops/stack/local-credentials";
import { emulated, policy } from "../deploy/adapters/emulated";

const trust = policy({ Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" });

/** Says what it was given by writing it to a queue; refuses `bad`, and everything at its first try. */
const code = `
const { SQSClient, SendMessageCommand } = require(process.env.SDK);
const seen = new Set();
exports.handler = async ({ Records }) => {
  console.log("called");
  for (const { eventSourceARN, dynamodb: { SequenceNumber, Keys, ApproximateCreationDateTime: at } } of Records) {
    const id = Keys.id.S;
    const first = !seen.has(id);
    seen.add(id);
    if (id === "bad" || first) return { batchItemFailures: [{ itemIdentifier: SequenceNumber }] };
    await new SQSClient({}).send(new SendMessageCommand({
      QueueUrl: process.env.QUEUE, MessageBody: JSON.stringify({ id, eventSourceARN, whole: Number.isInteger(at) }) }));
  }
  return { batchItemFailures: [] };
};`;

describe("the fake of stream mappings on the emulator", () => {
  const world = emulated();
  let streams: StreamMappings | undefined;
  after(() => streams?.stop());

  it("delivers each record that the filter passes, in order, after failures too, and puts the position of a bad one into the failure queue", async () => {
    const problems: string[] = [];
    streams = createStreamMappings({ ...world.emulator, credentials: wellKnown }, (text) => problems.push(text));
    const { outputs } = await world.deploy(
      () => {
        const role = new aws.iam.Role("role", { name: "reader", assumeRolePolicy: trust });
        const heard = new aws.sqs.Queue("heard", { name: "heard" });
        new aws.iam.RolePolicy("send", {
          name: "send",
          role: role.name,
          policy: heard.arn.apply((Resource) => policy({ Action: "sqs:SendMessage", Resource })),
        });
        const failures = new aws.sqs.Queue("failures", { name: "failures" });
        const table = new aws.dynamodb.Table("table", {
          name: "things",
          hashKey: "id",
          attributes: [{ name: "id", type: "S" }],
          billingMode: "PAY_PER_REQUEST",
          streamEnabled: true,
          streamViewType: "NEW_AND_OLD_IMAGES",
        });
        const fn = new aws.lambda.Function("reader", {
          name: "reader",
          runtime: "nodejs22.x",
          handler: "index.handler",
          role: role.arn,
          publish: true,
          timeout: 20,
          environment: { variables: { SDK: require.resolve("@aws-sdk/client-sqs"), QUEUE: heard.url } },
          code: new pulumi.asset.AssetArchive({ "index.js": new pulumi.asset.StringAsset(code) }),
        });
        const alias = new aws.lambda.Alias("live", {
          name: "live",
          functionName: fn.name,
          functionVersion: fn.version,
        });
        const mapping = new aws.lambda.EventSourceMapping("mapping", {
          eventSourceArn: table.streamArn,
          functionName: alias.arn,
          startingPosition: "TRIM_HORIZON",
          // The bad one alone, so that only it is given up.
          batchSize: 1,
          maximumRetryAttempts: 1,
          functionResponseTypes: ["ReportBatchItemFailures"],
          destinationConfig: { onFailure: { destinationArn: failures.arn } },
          filterCriteria: {
            filters: [
              { pattern: '{"eventName":["INSERT"],"dynamodb":{"NewImage":{"skip":{"S":[{"exists":false}]}}}}' },
            ],
          },
        });
        return {
          heard: heard.url,
          failures: failures.url,
          stream: table.streamArn,
          uuid: mapping.uuid,
          state: mapping.state,
        };
      },
      { streams },
    );
    expect(streams.count()).to.equal(1);
    const { State } = await world.clients.lambda.send(new GetEventSourceMappingCommand({ UUID: String(outputs.uuid) }));
    expect({ emulator: State, program: outputs.state }).to.deep.equal({ emulator: "Disabled", program: "Enabled" });

    for (const [id, skip] of [["a"], ["skipped", "1"], ["bad"], ["b"], ["c"]] as const) {
      const Item = { id: { S: id }, ...(skip !== undefined && { skip: { S: skip } }) };
      await world.clients.dynamoDb.send(new PutItemCommand({ TableName: "things", Item }));
    }
    const heard: unknown[] = [];
    while (heard.length < 3) heard.push(...(await receive(String(outputs.heard))));
    expect(heard).to.deep.equal(["a", "b", "c"].map((id) => ({ id, eventSourceARN: outputs.stream, whole: true })));
    const [given, ...others] = await receive(String(outputs.failures));
    expect(others).to.deep.equal([]);
    expect(given).to.have.nested.property("requestContext.condition", "RetryAttemptsExhausted");
    expect(given).to.have.nested.property("requestContext.approximateInvokeCount", 2);
    expect(given).to.have.nested.property("DDBStreamBatchInfo.batchSize", 1);
    expect(given).to.have.nested.property("DDBStreamBatchInfo.streamArn", outputs.stream);
    expect(problems).to.deep.equal([]);
  });

  async function receive(QueueUrl: string): Promise<unknown[]> {
    const { Messages = [] } = await world.clients.sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 1, WaitTimeSeconds: 5 }),
    );
    return Messages.map(({ Body = "" }) => JSON.parse(Body) as unknown);
  }
});
