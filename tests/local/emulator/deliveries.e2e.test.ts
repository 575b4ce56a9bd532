import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { EventBridgeClient, PutEventsCommand, PutRuleCommand, PutTargetsCommand } from "@aws-sdk/client-eventbridge";
import { CreateTopicCommand, PublishCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { expect } from "chai";
import { createDeliveriesSource } from "../../../local/alarms/emulator-counts";
import { type Emulator, startEmulator } from "../../../local/emulator/start";
import { letIn } from "../../../local/service/let-in";

describe("deliveries to queues in the emulator", () => {
  let emulator: Emulator;
  let sqs: SQSClient;
  let sns: SNSClient;
  let events: EventBridgeClient;
  let cloudWatch: CloudWatchClient;
  const origin = Date.now() - 1_000;

  before(async () => {
    emulator = await startEmulator({ signal: new AbortController().signal });
    const { endpoint, region, credentials } = emulator;
    const options = { endpoint, region, credentials: { ...credentials } };
    [sqs, sns] = [new SQSClient(options), new SNSClient(options)];
    [events, cloudWatch] = [new EventBridgeClient(options), new CloudWatchClient(options)];
  });

  after(async () => {
    for (const client of [sqs, sns, events, cloudWatch]) client?.destroy();
    await emulator?.stop();
  });

  async function queue(QueueName: string) {
    const { QueueUrl: url = "" } = await sqs.send(new CreateQueueCommand({ QueueName }));
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ["QueueArn"] }),
    );
    return { url, arn: Attributes?.QueueArn ?? "" };
  }

  async function received(QueueUrl: string) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ["All"] }),
    );
    return Messages;
  }

  const shut = (QueueUrl: string) => sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy: "" } }));

  async function counted(): Promise<Readonly<Record<string, number>>> {
    const sums = new Map<string, number>();
    const source = createDeliveriesSource(cloudWatch).follow({ origin, factor: 1 }, ({ name, value, dimensions }) => {
      const key = `${Object.values(dimensions).join("/")} ${name}`;
      sums.set(key, (sums.get(key) ?? 0) + value);
    });
    await source.read();
    return Object.fromEntries(sums);
  }

  it("go to the subscription's dead letters when the queue lets the topic in no more, and are lost when these do not either", async () => {
    const [target, dead] = [await queue("heard"), await queue("unheard")];
    const { TopicArn: sourceArn = "" } = await sns.send(new CreateTopicCommand({ Name: "news" }));
    const service = "sns.amazonaws.com";
    for (const { url, arn } of [target, dead]) await letIn(sqs, { queueUrl: url, queueArn: arn, service, sourceArn });
    await sns.send(
      new SubscribeCommand({
        ...{ TopicArn: sourceArn, Protocol: "sqs", Endpoint: target.arn },
        Attributes: { RawMessageDelivery: "true", RedrivePolicy: JSON.stringify({ deadLetterTargetArn: dead.arn }) },
      }),
    );
    const publish = (Message: string) => sns.send(new PublishCommand({ TopicArn: sourceArn, Message }));

    await publish("taken");
    await shut(target.url);
    await publish("refused");
    await shut(dead.url);
    await publish("lost");

    expect((await received(target.url)).map(({ Body }) => Body)).to.deep.equal(["taken"]);
    expect((await received(dead.url)).map(({ Body }) => Body)).to.deep.equal(["refused"]);
    expect(await counted()).to.deep.include({
      "news NumberOfNotificationsFailed": 2,
      "news NumberOfNotificationsRedrivenToDlq": 1,
      "news NumberOfNotificationsFailedToRedriveToDlq": 1,
    });
  });

  it("go to the target's dead letters, with the reason, when the queue is gone or lets the rule in no more", async () => {
    const [target, dead] = [await queue("events"), await queue("events-dead")];
    const { RuleArn: sourceArn = "" } = await events.send(
      new PutRuleCommand({ Name: "all", EventPattern: JSON.stringify({ source: ["shop"] }), State: "ENABLED" }),
    );
    const service = "events.amazonaws.com";
    for (const { url, arn } of [target, dead]) await letIn(sqs, { queueUrl: url, queueArn: arn, service, sourceArn });
    await events.send(
      new PutTargetsCommand({
        Rule: "all",
        Targets: [{ Id: "q", Arn: target.arn, DeadLetterConfig: { Arn: dead.arn } }],
      }),
    );
    const put = (id: number) =>
      events.send(
        new PutEventsCommand({ Entries: [{ Source: "shop", DetailType: "t", Detail: JSON.stringify({ id }) }] }),
      );

    await put(1);
    await shut(target.url);
    await put(2);
    const taken = await received(target.url);
    await sqs.send(new DeleteQueueCommand({ QueueUrl: target.url }));
    await put(3);
    const given = await received(dead.url);
    await shut(dead.url);
    await put(4);

    const ids = (messages: typeof taken) => messages.map(({ Body = "{}" }) => JSON.parse(Body).detail.id as number);
    expect(ids(taken)).to.deep.equal([1]);
    expect(ids(given)).to.deep.equal([2, 3]);
    expect(given.map(({ MessageAttributes }) => MessageAttributes?.ERROR_CODE?.StringValue)).to.deep.equal([
      "NO_PERMISSIONS",
      "AWS.SimpleQueueService.NonExistentQueue",
    ]);
    expect(given[0]?.MessageAttributes?.RULE_ARN?.StringValue).to.equal(sourceArn);
    expect(await counted()).to.deep.include({
      "default/all FailedInvocations": 3,
      "default/all InvocationsSentToDlq": 2,
      "default/all InvocationsFailedToBeSentToDlq": 1,
    });
  });
});
