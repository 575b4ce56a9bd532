import { expect } from "chai";
import { apiAlarms } from "../../../../components/blocks/alarms/api";
import { iteratorAgeAlarm } from "../../../../components/blocks/alarms/stream";
import { throttlesAlarm } from "../../../../components/blocks/alarms/table";
import { record } from "../../../support/pulumi";
import { sharedArgs } from "../../../support/pulumi-fixtures";
import { ofType } from "../../../support/pulumi-queries";
import { missing, watched } from "./watched";

describe("alarms on a stream's reader", () => {
  it("watch how far it is behind, in milliseconds", async () => {
    const alarms = await watched(
      (base) => {
        iteratorAgeAlarm("orders-stream", base, { functionName: "f", aliasName: "live" }, base.key);
      },
      { alarmThresholds: '{"iteratorAgeSeconds":45}' },
    );

    expect(alarms).to.deep.equal([
      {
        name: "orders-stream-iterator-age-alarm",
        metric: "IteratorAge",
        dimensions: { FunctionName: "f" },
        statistic: "Maximum",
        when: ">= 45000",
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
      const base = sharedArgs();
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
