import { CloudWatchClient, DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import { GetQueueAttributesCommand, GetQueueUrlCommand } from "@aws-sdk/client-sqs";
import { expect } from "chai";
import { createLiveReader } from "../../console/server/live";
import type { ConsoleSources } from "../../console/server/sources";
import type { SeenResource } from "../../program/monitor";
import { consoleSources } from "./support/sources";

function resource(type: string, name: string): SeenResource {
  return { type, name, inputs: { name } } as unknown as SeenResource;
}

/** An account with two queues and a function, in which one queue may be gone. */
function setUp({ gone = "" } = {}) {
  const asked: string[] = [];
  const client = {
    send: async (command: { readonly input: object }) => {
      asked.push(command.constructor.name);
      if (command instanceof GetQueueUrlCommand) {
        const { QueueName = "" } = command.input;
        if (QueueName === gone)
          throw Object.assign(new Error("The queue does not exist"), { name: "QueueDoesNotExist" });
        return { QueueUrl: `https://sqs.example/${QueueName}` };
      }
      if (command instanceof GetQueueAttributesCommand) {
        const dead = command.input.QueueUrl === "https://sqs.example/shipments-dead-letters-test";
        return {
          Attributes: { ApproximateNumberOfMessages: dead ? "3" : "0", ApproximateNumberOfMessagesNotVisible: "1" },
        };
      }
      if (command instanceof DescribeAlarmsCommand)
        return {
          MetricAlarms: [
            { AlarmName: "orders-api-5xx-alarm-test", StateValue: "ALARM" },
            { AlarmName: "orders-api-5xx-alarm-other", StateValue: "ALARM" },
          ],
        };
      throw new Error(`not expected: ${command.constructor.name}`);
    },
  };
  const sources = consoleSources({
    clients: {
      sqs: client,
      cloudWatch: Object.assign(new CloudWatchClient({ region: "eu-central-1" }), client),
    } as unknown as ConsoleSources["clients"],
    resources: [
      resource("aws:sqs/queue:Queue", "shipments-queue-test"),
      resource("aws:sqs/queue:Queue", "shipments-dead-letters-test"),
      resource("aws:lambda/function:Function", "orders-get-test"),
    ],
    metrics: {
      data: async (queries) => ({
        lines: queries.map(({ Id = "" }) => ({
          id: Id,
          label: "",
          points: [
            [0, 2],
            [60_000, 3],
          ] as const,
        })),
        gaps: [],
      }),
    },
  });
  const reader = createLiveReader(sources);
  const read = async () => {
    await reader.readMinutes();
    await reader.countQueues();
    return reader.current();
  };
  return { ...reader, read, asked };
}

describe("what the console counts", () => {
  it("is queues, calls of five minutes, and the alarms of this environment", async () => {
    expect(await setUp().read()).to.deep.equal({
      queues: {
        "shipments-queue-test": { visible: 0, hidden: 1 },
        "shipments-dead-letters-test": { visible: 3, hidden: 1 },
      },
      functions: { "orders-get-test": { invocations: 5, errors: 5 } },
      alarms: { "orders-api-5xx-alarm-test": "ALARM" },
      problems: [],
    });
  });

  it("is the same from one look to the next when nothing has changed, so that no page is sent anything", async () => {
    const { read } = setUp();

    expect(JSON.stringify(await read())).to.equal(JSON.stringify(await read()));
  });

  it("asks for the address of a queue once, and for nothing else to count the queues", async () => {
    const { asked, countQueues } = setUp();
    for (let look = 0; look < 6; look++) await countQueues();

    const times = (name: string) => asked.filter((each) => each === name).length;
    expect([times("GetQueueUrlCommand"), times("GetQueueAttributesCommand"), asked.length]).to.deep.equal([2, 12, 14]);
  });

  it("has the queues while metrics and alarms are still read", async () => {
    const { countQueues, current } = setUp();
    await countQueues();

    expect(current()).to.deep.include({ functions: {}, alarms: {}, problems: [] });
    expect(Object.keys(current().queues)).to.have.length(2);
  });

  it("has what could be read when a queue is not there, and says which", async () => {
    const { queues, problems } = await setUp({ gone: "shipments-queue-test" }).read();

    expect(Object.keys(queues)).to.deep.equal(["shipments-dead-letters-test"]);
    expect(problems).to.have.length(1);
    expect(problems[0]).to.match(/^shipments-queue-test could not be counted: .*does not exist/);
  });
});
