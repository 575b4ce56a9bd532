import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { expect } from "chai";
import { type Emulator, startEmulator } from "../../../local/emulator/start";

describe("queues of the emulator", () => {
  let emulator: Emulator;
  let sqs: SQSClient;

  before(async () => {
    emulator = await startEmulator({ signal: new AbortController().signal });
    const { endpoint, region, credentials } = emulator;
    sqs = new SQSClient({ endpoint, region, credentials: { ...credentials } });
  });

  after(async () => {
    sqs?.destroy();
    await emulator?.stop();
  });

  /** Creates a queue with so many messages, which are numbered. */
  async function queue(QueueName: string, count: number): Promise<string> {
    const { QueueUrl = "" } = await sqs.send(new CreateQueueCommand({ QueueName }));
    for (let first = 0; first < count; first += 10) {
      const Entries = Array.from({ length: Math.min(10, count - first) }, (_, index) => ({
        ...{ Id: String(index), MessageBody: String(first + index) },
      }));
      await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    }
    return QueueUrl;
  }

  /** What is received more often than that goes to the other queue. */
  async function redrive(QueueUrl: string, dead: string, maxReceiveCount: number): Promise<void> {
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: dead, AttributeNames: ["QueueArn"] }),
    );
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: Attributes?.QueueArn, maxReceiveCount });
    await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { RedrivePolicy } }));
  }

  async function receive(QueueUrl: string, most: number, VisibilityTimeout = 30): Promise<readonly Message[]> {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        ...{ QueueUrl, MaxNumberOfMessages: most, VisibilityTimeout, MessageSystemAttributeNames: ["All"] },
      }),
    );
    return Messages;
  }

  const bodies = (messages: readonly Message[]) => messages.map(({ Body }) => Body);

  async function metrics(name: string) {
    const { endpoint, accountId, region } = emulator;
    const page = `${endpoint}/_ministack/sqs/metrics?account=${accountId}&region=${region}&receives=3`;
    const { queues } = (await (await fetch(page)).json()) as {
      queues: Record<string, { visible: number; oldest: number | null }>;
    };
    return queues[name];
  }

  it("hand out what is visible, in the order in which it came, and delete what was handed out, once", async () => {
    const url = await queue("order", 7);
    const taken = await receive(url, 3);
    expect(bodies(taken)).to.deep.equal(["0", "1", "2"]);
    expect(bodies(await receive(url, 2))).to.deep.equal(["3", "4"]);

    const [first, second] = taken.map(({ ReceiptHandle }) => ReceiptHandle);
    await sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: second }));
    const Entries = [first, second, "unknown"].map((ReceiptHandle, index) => ({ Id: `n${index}`, ReceiptHandle }));
    const { Successful = [], Failed = [] } = await sqs.send(new DeleteMessageBatchCommand({ QueueUrl: url, Entries }));
    expect(Successful.map(({ Id }) => Id)).to.deep.equal(["n0"]);
    expect(Failed.map(({ Id, Code }) => [Id, Code])).to.deep.equal([
      ["n1", "ReceiptHandleIsInvalid"],
      ["n2", "ReceiptHandleIsInvalid"],
    ]);
    const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ["All"] }));
    expect(Attributes?.ApproximateNumberOfMessages).to.equal("2");
    expect(Attributes?.ApproximateNumberOfMessagesNotVisible).to.equal("3");
  });

  it("move a message to the dead letters when it is received once too often, as old as it was and from where it came", async () => {
    const [url, dead] = [await queue("work", 2), await queue("dead", 0)];
    await redrive(url, dead, 2);
    const before = await receive(url, 1, 0);
    expect(bodies(await receive(url, 1, 0))).to.deep.equal(["0"]);
    expect(bodies(await receive(url, 10, 0))).to.deep.equal(["1"]);

    const [letter] = await receive(dead, 10, 0);
    expect(letter?.Body).to.equal("0");
    expect(letter?.Attributes?.SentTimestamp).to.equal(before[0]?.Attributes?.SentTimestamp);
    expect(letter?.Attributes?.DeadLetterQueueSourceArn).to.match(/:work$/);
    expect(bodies(await receive(url, 10, 0))).to.deep.equal(["1"]);
  });

  it("are measured without being read: what is visible, and since when the oldest waits that was not received too often", async () => {
    const began = Date.now() / 1_000;
    const url = await queue("measured", 2);
    const young = (await metrics("measured"))?.oldest ?? 0;
    expect(young)
      .to.be.at.least(began)
      .and.at.most(Date.now() / 1_000);
    await receive(url, 1);
    expect(await metrics("measured")).to.deep.equal({ visible: 1, oldest: young });
    for (let times = 0; times < 4; times++) await receive(url, 1, 0);
    expect(await metrics("measured")).to.deep.equal({ visible: 1, oldest: young });
    expect((await metrics("order"))?.visible).to.equal(2);

    const poison = await queue("poison", 1);
    for (let times = 0; times < 4; times++) await receive(poison, 1, 0);
    expect(await metrics("poison")).to.deep.equal({ visible: 1, oldest: null });
  });

  it("measure the stay in a dead-letter queue from the move on", async () => {
    const [url, dead] = [await queue("failing", 1), await queue("failed", 0)];
    await redrive(url, dead, 1);
    await receive(url, 1, 0);
    const moving = Date.now() / 1_000;
    expect(await receive(url, 1, 0)).to.deep.equal([]);
    expect((await metrics("failed"))?.oldest).to.be.at.least(moving);
  });

  it("are as fast with ten thousand messages as with one", async () => {
    const [short, long] = [await queue("short", 1), await queue("long", 10_000)];
    const times = { short: [] as number[], long: [] as number[] };
    const timed = async (url: string, list: number[]) => {
      const began = performance.now();
      await receive(url, 1, 0);
      list.push(performance.now() - began);
    };
    // In turns, so that both have the same machine.
    for (let turn = 0; turn < 41; turn++) {
      await timed(short, times.short);
      await timed(long, times.long);
    }
    const median = (list: readonly number[]) => list.toSorted((a, b) => a - b)[20] ?? 0;
    expect(median(times.long)).to.be.below(2 * median(times.short));
  });
});
