import { expect } from "chai";
import { type MetricAlarmArgs, mathAlarm, metricAlarm } from "../../../components/blocks/alarm";
import { record } from "../../support/pulumi";
import { alertsTopicArn, sharedArgs, tags } from "../../support/pulumi-fixtures";
import { the } from "../../support/pulumi-queries";

const metric = {
  namespace: "AWS/SQS",
  name: "Age",
  dimensions: { QueueName: "q" },
  statistic: "Maximum",
  periodSeconds: 60,
} as const;

const args: MetricAlarmArgs = {
  summary: "Something is slow.",
  runbook: "queue-age",
  metric,
  comparison: ">=",
  threshold: 7,
  periods: 3,
  missingData: "notBreaching",
};

function recordAlarm(changes: Partial<MetricAlarmArgs> = {}, config: Readonly<Record<string, string>> = {}) {
  return record(() => {
    const base = sharedArgs(config);
    metricAlarm("orders-alarm", base, { ...args, ...changes }, base.key);
  });
}

describe("an alarm", () => {
  it("notifies the alerts topic, decides about missing data, and links to its runbook", async () => {
    const { resources } = await recordAlarm();

    expect(the(resources, "aws:cloudwatch/metricAlarm:MetricAlarm", "orders-alarm").inputs).to.deep.equal({
      name: "orders-alarm-test",
      alarmDescription: "Something is slow. Runbook: docs/runbooks/queue-age.md",
      namespace: "AWS/SQS",
      metricName: "Age",
      dimensions: { QueueName: "q" },
      period: 60,
      statistic: "Maximum",
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      threshold: 7,
      evaluationPeriods: 3,
      treatMissingData: "notBreaching",
      alarmActions: [alertsTopicArn],
      tags,
    });
  });

  it("sends no email when all is well again", async () => {
    const { resources } = await recordAlarm();

    const { inputs } = the(resources, "aws:cloudwatch/metricAlarm:MetricAlarm", "orders-alarm");
    expect(inputs).to.not.have.any.keys("okActions", "insufficientDataActions");
  });

  it("evaluates percentiles of few samples too, and gives them no other statistic", async () => {
    const { resources } = await recordAlarm({ metric: { ...metric, statistic: "p99" } });

    const { inputs } = the(resources, "aws:cloudwatch/metricAlarm:MetricAlarm", "orders-alarm");
    expect(inputs).to.include({ extendedStatistic: "p99", evaluateLowSampleCountPercentiles: "evaluate" });
    expect(inputs).to.not.have.property("statistic");
  });

  it("is raised above its threshold, or at it", async () => {
    const { resources } = await recordAlarm({ comparison: ">" });

    const { inputs } = the(resources, "aws:cloudwatch/metricAlarm:MetricAlarm", "orders-alarm");
    expect(inputs.comparisonOperator).to.equal("GreaterThanThreshold");
  });

  it("finds its runbook where the settings say", async () => {
    const { resources } = await recordAlarm({}, { runbookBaseUrl: "https://example.com/books" });

    const { inputs } = the(resources, "aws:cloudwatch/metricAlarm:MetricAlarm", "orders-alarm");
    expect(inputs.alarmDescription).to.match(/ Runbook: https:\/\/example\.com\/books\/queue-age\.md$/);
  });
});

describe("an alarm on an expression", () => {
  it("returns exactly one result and has no metric of its own", async () => {
    const { resources } = await record(() => {
      const base = sharedArgs();
      const { metric: _, ...basics } = args;
      mathAlarm(
        "orders-alarm",
        base,
        { ...basics, label: "Sum", expression: "a + b", metrics: { a: metric, b: metric } },
        base.key,
      );
    });

    const { inputs } = the(resources, "aws:cloudwatch/metricAlarm:MetricAlarm", "orders-alarm");
    const query = (id: string) => ({
      id,
      returnData: false,
      metric: { namespace: "AWS/SQS", metricName: "Age", dimensions: { QueueName: "q" }, period: 60, stat: "Maximum" },
    });
    expect(inputs.metricQueries).to.deep.equal([
      { id: "result", expression: "a + b", label: "Sum", returnData: true },
      query("a"),
      query("b"),
    ]);
    expect(inputs).to.not.have.any.keys("metricName", "namespace", "period", "statistic", "dimensions");
  });
});
