import { expect } from "chai";
import { apiAlarms } from "../../../../components/blocks/alarms/api";
import { functionAlarms } from "../../../../components/blocks/alarms/function";
import { deadLettersAlarm, queueAgeAlarm } from "../../../../components/blocks/alarms/queue";
import { iteratorAgeAlarm } from "../../../../components/blocks/alarms/stream";
import { throttlesAlarm } from "../../../../components/blocks/alarms/table";
import { record } from "../../../support/pulumi";
import { foundation } from "../../../support/pulumi-fixtures";
import { ofType } from "../../../support/pulumi-queries";

type Base = ReturnType<typeof foundation>;

/** What an alarm watches and when it is raised, without its wording. */
async function watched(declare: (base: Base) => void, config: Readonly<Record<string, string>> = {}) {
  const { resources } = await record(() => {
    declare(foundation(config));
  });
  const alarms = ofType(resources, "aws:cloudwatch/metricAlarm:MetricAlarm");
  return alarms.map(({ name, inputs }) => ({
    name,
    metric: inputs.metricName,
    dimensions: inputs.dimensions,
    statistic: inputs.extendedStatistic ?? inputs.statistic,
    when: `${inputs.comparisonOperator === "GreaterThanThreshold" ? ">" : ">="} ${inputs.threshold}`,
    over: `${inputs.evaluationPeriods} x ${inputs.period}`,
    missing: inputs.treatMissingData,
  }));
}

const missing = "notBreaching";

describe("alarms on queues", () => {
  it("are raised by the first dead letter, whatever the settings", async () => {
    expect(await watched((base) => deadLettersAlarm("orders-dead", base, "q", base.key))).to.deep.equal([
      {
        name: "orders-dead-alarm",
        metric: "ApproximateNumberOfMessagesVisible",
        dimensions: { QueueName: "q" },
        statistic: "Maximum",
        when: "> 0",
        over: "1 x 60",
        missing,
      },
    ]);
  });

  it("are raised by messages that wait too long", async () => {
    const alarms = await watched((base) => queueAgeAlarm("orders-queue", base, "q", base.key), {
      alarmThresholds: '{"queueAgeSeconds":120}',
    });

    expect(alarms).to.deep.equal([
      {
        name: "orders-queue-age-alarm",
        metric: "ApproximateAgeOfOldestMessage",
        dimensions: { QueueName: "q" },
        statistic: "Maximum",
        when: ">= 120",
        over: "3 x 60",
        missing,
      },
    ]);
  });
});

describe("alarms on a function", () => {
  it("watch errors, throttles and duration through the alias", async () => {
    const alarms = await watched((base) => {
      const args = { functionName: "f", aliasName: "live", errorThreshold: 3, timeoutSeconds: 10 };
      functionAlarms("orders-create", base, args, base.key);
    });

    const dimensions = { FunctionName: "f", Resource: "f:live" };
    expect(alarms).to.deep.equal([
      {
        name: "orders-create-duration-alarm",
        metric: "Duration",
        dimensions,
        statistic: "p99",
        when: ">= 8000",
        over: "2 x 300",
        missing,
      },
      {
        name: "orders-create-errors-alarm",
        metric: "Errors",
        dimensions,
        statistic: "Sum",
        when: ">= 3",
        over: "1 x 300",
        missing,
      },
      {
        name: "orders-create-throttles-alarm",
        metric: "Throttles",
        dimensions,
        statistic: "Sum",
        when: ">= 5",
        over: "1 x 300",
        missing,
      },
    ]);
  });
});

describe("alarms on a stream's reader", () => {
  it("watch how far it is behind, in milliseconds", async () => {
    const alarms = await watched(
      (base) => {
        iteratorAgeAlarm("orders-stream", base, { functionName: "f", aliasName: "live" }, base.key);
      },
      { alarmThresholds: '{"iteratorAgeSeconds":90}' },
    );

    expect(alarms).to.deep.equal([
      {
        name: "orders-stream-iterator-age-alarm",
        metric: "IteratorAge",
        dimensions: { FunctionName: "f", Resource: "f:live" },
        statistic: "Maximum",
        when: ">= 90000",
        over: "5 x 60",
        missing,
      },
    ]);
  });
});

describe("alarms on an API", () => {
  it("watch client errors, server errors and latency by the names of API and stage", async () => {
    const alarms = await watched((base) => apiAlarms("orders-api", base, { apiName: "a", stageName: "s" }, base.key));

    const common = { dimensions: { ApiName: "a", Stage: "s" }, missing };
    expect(alarms).to.deep.equal([
      {
        ...common,
        name: "orders-api-4xx-alarm",
        metric: "4XXError",
        statistic: "Average",
        when: ">= 0.25",
        over: "3 x 300",
      },
      {
        ...common,
        name: "orders-api-5xx-alarm",
        metric: "5XXError",
        statistic: "Average",
        when: ">= 0.01",
        over: "1 x 300",
      },
      {
        ...common,
        name: "orders-api-latency-alarm",
        metric: "Latency",
        statistic: "p99",
        when: ">= 2000",
        over: "3 x 300",
      },
    ]);
  });
});

describe("alarms on a table", () => {
  it("fill in zeros, so that they can leave ALARM", async () => {
    const { resources } = await record(() => {
      const base = foundation();
      throttlesAlarm("orders-table", base, { TableName: "t", GlobalSecondaryIndexName: "i" }, base.key);
    });

    const [alarm] = ofType(resources, "aws:cloudwatch/metricAlarm:MetricAlarm");
    const query = (id: string, metricName: string) => ({
      id,
      returnData: false,
      metric: {
        namespace: "AWS/DynamoDB",
        metricName,
        dimensions: { TableName: "t", GlobalSecondaryIndexName: "i" },
        period: 300,
        stat: "Sum",
      },
    });
    expect(alarm?.inputs.metricQueries).to.deep.equal([
      {
        id: "result",
        expression: "FILL(reads, 0) + FILL(writes, 0)",
        label: "Throttled reads and writes",
        returnData: true,
      },
      query("reads", "ReadThrottleEvents"),
      query("writes", "WriteThrottleEvents"),
    ]);
    expect(alarm?.inputs).to.include({ threshold: 1, evaluationPeriods: 1, treatMissingData: missing });
  });
});
