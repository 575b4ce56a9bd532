import { expect } from "chai";
import { functionAlarms } from "../../../../components/blocks/alarms/function";
import { deadLettersAlarm, queueAgeAlarm } from "../../../../components/blocks/alarms/queue";
import { ruleFailuresAlarm } from "../../../../components/blocks/alarms/rule";
import { record } from "../../../support/pulumi";
import { sharedArgs } from "../../../support/pulumi-fixtures";
import { the } from "../../../support/pulumi-queries";
import { missing, watched } from "./watched";

describe("alarms on rules", () => {
  it("are raised by the first event that a rule cannot hand over, by the names of bus and rule", async () => {
    const rule = { eventBusName: "bus", ruleName: "rule" };
    expect(await watched((base) => ruleFailuresAlarm("shipments-rule", base, rule, base.key))).to.deep.equal([
      {
        name: "shipments-rule-failed-alarm",
        metric: "FailedInvocations",
        dimensions: { EventBusName: "bus", RuleName: "rule" },
        statistic: "Sum",
        when: ">= 1",
        over: "1 x 300",
        missing,
      },
    ]);
  });
});

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
  const target = { functionName: "f", aliasName: "live" };
  const dimensions = { FunctionName: "f", Resource: "f:live" };
  const duration = { metric: "Duration", dimensions, statistic: "Average", over: "2 x 300", missing };
  const throttles = { metric: "Throttles", dimensions, statistic: "Sum", over: "1 x 300", missing };
  const rate = { metric: undefined, dimensions: undefined, statistic: undefined, over: "2 x undefined", missing };
  const names = (alarms: readonly { readonly name: string; readonly when: string }[]) =>
    Object.fromEntries(alarms.map(({ name, when }) => [name.replace(/^orders-create-|-alarm$/g, ""), when]));

  it("watch its error rate, average duration and throttles through the alias", async () => {
    const alarms = await watched((base) => functionAlarms("orders-create", base, target, {}, base.key));

    expect(alarms).to.deep.equal([
      { name: "orders-create-duration-alarm", when: "> 500", ...duration },
      { name: "orders-create-error-rate-alarm", when: "> 5", ...rate },
      { name: "orders-create-throttles-alarm", when: ">= 5", ...throttles },
    ]);
  });

  it("compute the error rate without dividing by zero", async () => {
    const { resources } = await record(() => {
      const base = sharedArgs();
      functionAlarms("orders-create", base, target, {}, base.key);
    });

    const alarm = the(resources, "aws:cloudwatch/metricAlarm:MetricAlarm", "orders-create-error-rate-alarm");
    const query = (id: string, metricName: string) => ({
      id,
      returnData: false,
      metric: { namespace: "AWS/Lambda", metricName, dimensions, period: 300, stat: "Sum" },
    });
    expect(alarm.inputs.metricQueries).to.deep.equal([
      {
        id: "result",
        expression: "IF(invocations > 0, 100 * errors / invocations, 0)",
        label: "Failed calls in percent",
        returnData: true,
      },
      query("errors", "Errors"),
      query("invocations", "Invocations"),
    ]);
  });

  it("stand where the settings say", async () => {
    const alarmThresholds = '{"functionErrorRatePercent":1.5,"functionAverageDurationMs":70,"functionThrottles":2}';

    const alarms = await watched((base) => functionAlarms("orders-create", base, target, {}, base.key), {
      alarmThresholds,
    });

    expect(names(alarms)).to.deep.equal({ duration: "> 70", "error-rate": "> 1.5", throttles: ">= 2" });
  });

  it("stand where the function wants them before the settings", async () => {
    const thresholds = {
      errorRatePercent: 9,
      averageDurationMs: 1_000,
      throttles: { threshold: 3, comparison: ">=" },
    } as const;

    const alarms = await watched((base) => functionAlarms("orders-create", base, target, thresholds, base.key));

    expect(names(alarms)).to.deep.equal({ duration: "> 1000", "error-rate": "> 9", throttles: ">= 3" });
  });

  it("count errors and throttles above a number where that is wanted, each once", async () => {
    const thresholds = { errorsAbove: 5, throttles: { threshold: 1, comparison: ">" } } as const;

    const alarms = await watched((base) => functionAlarms("orders-create", base, target, thresholds, base.key));

    const expected = { duration: "> 500", "error-rate": "> 5", errors: "> 5", throttles: "> 1" };
    expect(names(alarms)).to.deep.equal(expected);
  });

  it("watch all calls of a function without an alias", async () => {
    const alarms = await watched((base) =>
      functionAlarms("monitoring-watch-f", base, { functionName: "f" }, {}, base.key),
    );

    expect(alarms[0]?.dimensions).to.deep.equal({ FunctionName: "f" });
  });
});
