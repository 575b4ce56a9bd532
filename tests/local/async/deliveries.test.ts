import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DeleteAliasCommand, RemovePermissionCommand } from "@aws-sdk/client-lambda";
import { PublishCommand } from "@aws-sdk/client-sns";
import { ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { type AsyncInvocations, createAsyncInvocations } from "../../../local/async/fake";
import { wellKnown } from "../../../ops/stack/local-credentials";
import { emulated, policy } from "../deploy/adapters/emulated";

const trust = policy({ Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" });

/** Writes what it was given to a queue; fails at `bad` always, and at everything else once. The state is outside: each failure ends a worker. */
const code = `
const { existsSync, writeFileSync } = require("node:fs");
const { SQSClient, SendMessageCommand } = require(process.env.SDK);
exports.handler = async (event, context) => {
  console.log("called");
  const [{ Sns }] = event.Records;
  const mark = process.env.MARKS + "/" + Sns.MessageId;
  if (Sns.Message === "bad" || !existsSync(mark)) { writeFileSync(mark, ""); throw new Error("broken by " + Sns.Message); }
  await new SQSClient({}).send(new SendMessageCommand({ QueueUrl: process.env.QUEUE, MessageBody: JSON.stringify(event) }));
};`;

describe("the fake of topics' calls of functions on the emulator", () => {
  const world = emulated();
  const problems: string[] = [];
  let marks = "";
  let asynchronous: AsyncInvocations | undefined;
  let outputs: Readonly<Record<string, unknown>> = {};
  const text = (name: string) => String(outputs[name]);

  before(async () => {
    const afterRefusal = { first: 50, most: 100 };
    asynchronous = createAsyncInvocations(
      { ...world.emulator, credentials: wellKnown },
      (what) => problems.push(what),
      {
        afterError: [50, 50],
        afterRefusal,
      },
    );
    marks = await mkdtemp(join(tmpdir(), "backoffice-marks-"));
    const deployment = await world.deploy(() => program(marks), { asynchronous });
    outputs = deployment.outputs;
  });
  after(async () => {
    await asynchronous?.stop();
    await rm(marks, { recursive: true, force: true });
  });

  it("calls the alias until the function has done it, with the event that SNS makes", async () => {
    await publish("filtered out", "skip");
    const { MessageId } = await publish("good");
    const [{ body }] = await receive(text("heard"));
    expect(body).to.have.nested.property("Records[0].EventSubscriptionArn", text("subscription"));
    expect(body).to.have.nested.property("Records[0].EventVersion", "1.0");
    expect(body).to.have.nested.property("Records[0].Sns.MessageId", MessageId);
    expect(body).to.have.nested.property("Records[0].Sns.Subject", "news");
    expect(body)
      .to.have.nested.property("Records[0].Sns.MessageAttributes")
      .that.deep.equals({ correlationId: { Type: "String", Value: "c-1" } });
    expect(asynchronous?.counts()).to.include({ subscriptions: 1, events: 1, retries: 1, givenUp: 0 });
  });

  it("puts the record of an event that failed to the end into the alias's destination, and the event into the function's dead letters", async () => {
    await publish("bad");
    const [{ body: record }] = await receive(text("failures"));
    expect(record).to.have.nested.property("requestContext.condition", "RetriesExhausted");
    expect(record).to.have.nested.property("requestContext.approximateInvokeCount", 2);
    expect(record).to.have.nested.property("requestContext.functionArn", text("alias"));
    expect(record).to.have.nested.property("requestPayload.Records[0].Sns.Message", "bad");
    expect(record).to.have.nested.property("responseContext.executedVersion", "1");
    expect(record).to.have.nested.property("responsePayload.errorMessage", "broken by bad");
    const [{ body: event, attributes }] = await receive(text("own"));
    expect(event).to.have.nested.property("Records[0].Sns.Message", "bad");
    expect(attributes.ErrorMessage).to.equal("broken by bad");
  });

  it("gives a message that SNS may not deliver to the subscription's dead letters, as SNS wrote it", async () => {
    await world.clients.lambda.send(
      new RemovePermissionCommand({ FunctionName: "hearer", Qualifier: "live", StatementId: "permission" }),
    );
    await publish("not permitted");
    expect((await receive(text("undelivered"))).map(({ body }) => body)).to.have.nested.property(
      "[0].Message",
      "not permitted",
    );
    await world.clients.lambda.send(new DeleteAliasCommand({ FunctionName: "hearer", Name: "live" }));
    await publish("gone");
    expect((await receive(text("undelivered"))).map(({ body }) => body)).to.have.nested.property("[0].Message", "gone");
    expect(asynchronous?.counts()).to.include({ undelivered: 2, events: 2 });
    expect(problems).to.deep.equal([]);
  });

  it("refuses a destination that it cannot send to", async () => {
    const destination = "arn:aws:sns:us-east-1:000000000000:news";
    const refused = world.deploy(
      () => {
        const destinationConfig = { onFailure: { destination } };
        new aws.lambda.FunctionEventInvokeConfig("other", { functionName: "hearer", destinationConfig });
      },
      { asynchronous },
    );
    const error: unknown = await refused.catch((thrown: unknown) => thrown);
    expect(String(error)).to.include(`sends to queues only, ${destination} given`);
  });

  function publish(Message: string, attribute = "correlationId") {
    const MessageAttributes = { [attribute]: { DataType: "String", StringValue: "c-1" } };
    return world.clients.sns.send(
      new PublishCommand({ TopicArn: text("topic"), Message, Subject: "news", MessageAttributes }),
    );
  }

  async function receive(
    QueueUrl: string,
  ): Promise<[{ readonly body: unknown; readonly attributes: Readonly<Record<string, string | undefined>> }]> {
    const { Messages: [message] = [] } = await world.clients.sqs.send(
      new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20, MessageAttributeNames: ["All"] }),
    );
    if (message === undefined) throw new Error(`nothing came to ${QueueUrl}; ${problems.join("; ")}`);
    const attributes = Object.fromEntries(
      Object.entries(message.MessageAttributes ?? {}).map(([name, { StringValue }]) => [name, StringValue]),
    );
    return [{ body: JSON.parse(message.Body ?? "null"), attributes }];
  }
});

/** A topic that calls a function by an alias, with every way that a failure can go. */
function program(marks: string) {
  const role = new aws.iam.Role("role", { name: "hearer", assumeRolePolicy: trust });
  const queue = (name: string) => new aws.sqs.Queue(name, { name });
  const [heard, failures, own, undelivered] = [queue("heard"), queue("failures"), queue("own"), queue("undelivered")];
  new aws.iam.RolePolicy("send", {
    name: "send",
    role: role.name,
    policy: heard.arn.apply((Resource) => policy({ Action: "sqs:SendMessage", Resource })),
  });
  const topic = new aws.sns.Topic("topic", { name: "news" });
  const fn = new aws.lambda.Function("hearer", {
    name: "hearer",
    runtime: "nodejs22.x",
    handler: "index.handler",
    role: role.arn,
    publish: true,
    timeout: 20,
    deadLetterConfig: { targetArn: own.arn },
    environment: { variables: { SDK: require.resolve("@aws-sdk/client-sqs"), QUEUE: heard.url, MARKS: marks } },
    code: new pulumi.asset.AssetArchive({ "index.js": new pulumi.asset.StringAsset(code) }),
  });
  const alias = new aws.lambda.Alias("live", { name: "live", functionName: fn.name, functionVersion: fn.version });
  const qualified = { functionName: fn.name, qualifier: alias.name };
  const config = new aws.lambda.FunctionEventInvokeConfig("config", {
    ...qualified,
    maximumRetryAttempts: 1,
    destinationConfig: { onFailure: { destination: failures.arn } },
  });
  const permission = new aws.lambda.Permission("permission", {
    statementId: "permission",
    action: "lambda:InvokeFunction",
    function: fn.name,
    qualifier: alias.name,
    principal: "sns.amazonaws.com",
    sourceArn: topic.arn,
  });
  const subscription = new aws.sns.TopicSubscription(
    "subscription",
    {
      topic: topic.arn,
      protocol: "lambda",
      endpoint: alias.arn,
      redrivePolicy: pulumi.jsonStringify({ deadLetterTargetArn: undelivered.arn }),
      filterPolicy: JSON.stringify({ skip: [{ exists: false }] }),
    },
    { dependsOn: [config, permission] },
  );
  return {
    ...{ topic: topic.arn, subscription: subscription.arn, alias: alias.arn, heard: heard.url },
    ...{ failures: failures.url, own: own.url, undelivered: undelivered.url },
  };
}
