import * as z from "zod";
import { awsTypes } from "../../../aws/resource-types";
import { resourceRule } from "../../engine/define";
import { type Alarm, positive, readAlarm } from "../../metrics/alarm";
import { worthOf } from "../../metrics/expression";
import { type KindId, kindOf } from "../../metrics/kinds";
import { at } from "../../metrics/reference";
import { isRising } from "../../metrics/tolerance";

/** Values by metric name; undefined for a metric without data. */
type Samples = Readonly<Record<string, number | undefined>>;

/** The value that an expression must give for these samples, by metric name. */
interface Example {
  readonly samples: Samples;
  readonly result: number;
  readonly when: string;
}

const examples: { readonly [K in KindId]?: readonly Example[] } = {
  functionErrorRate: [
    { samples: { Errors: 0, Invocations: 0 }, result: 0, when: "nobody calls" },
    { samples: { Errors: 1, Invocations: 20 }, result: 5, when: "one of twenty calls fails" },
    { samples: { Errors: 20, Invocations: 20 }, result: 100, when: "all calls fail" },
  ],
  tableThrottles: [
    {
      samples: { ReadThrottleEvents: undefined, WriteThrottleEvents: undefined },
      result: 0,
      when: "nothing is throttled",
    },
    {
      samples: { ReadThrottleEvents: 3, WriteThrottleEvents: undefined },
      result: 3,
      when: "three reads are throttled",
    },
    {
      samples: { ReadThrottleEvents: undefined, WriteThrottleEvents: 4 },
      result: 4,
      when: "four writes are throttled",
    },
  ],
  missingBackups: [
    { samples: { NumberOfBackupJobsCompleted: 7 }, result: 0, when: "backups were made" },
    { samples: { NumberOfBackupJobsCompleted: 0 }, result: 1, when: "no backup was made" },
  ],
  // AWS renews its own certificates 60 days before their end: one that has 30 left is not being renewed.
  certificateExpiry: [
    { samples: { DaysToExpiry: 60 }, result: -30, when: "60 days are left" },
    { samples: { DaysToExpiry: 10 }, result: 20, when: "10 days are left" },
  ],
  topicLosses: eitherOf("NumberOfNotificationsRedrivenToDlq", "NumberOfNotificationsFailedToRedriveToDlq"),
  droppedEvents: eitherOf("AsyncEventsDropped", "DestinationDeliveryFailures"),
};

/** Examples for two counts that AWS publishes only above zero: the sum must be right when one of them has no data. */
function eitherOf(one: string, other: string): readonly Example[] {
  return [
    { samples: { [one]: undefined, [other]: undefined }, result: 0, when: "nothing is lost" },
    { samples: { [one]: 2, [other]: undefined }, result: 2, when: `there are two ${one}` },
    { samples: { [one]: undefined, [other]: 3 }, result: 3, when: `there are three ${other}` },
  ];
}

export const alarmExpressionHolds = resourceRule({
  name: "alarm-expression-holds",
  concern: "observability",
  description: "An alarm's expression gives the right value for quiet, for some failures and for nothing but failures.",
  rationale:
    "An error rate without calls divides by zero, and throttles that are not filled leave the alarm on for ever, since DynamoDB's alarms ignore missing data. Sources: CloudWatch's guides on metric math and on missing data.",
  remediation:
    "Use IF(invocations > 0, 100 * errors / invocations, 0) for a rate in percent, FILL(reads, 0) + FILL(writes, 0) for throttles.",
  controls: ["observability.alarm-form", "observability.table-alarms"],
  severity: "high",
  types: [awsTypes.cloudwatch.metricAlarm],
  check(resource, { report }) {
    const alarm = readAlarm(resource);
    const kind = kindOf(alarm);
    const result = alarm.queries.find(({ returned }) => returned);
    if (result?.expression === undefined) {
      // An alarm on a single metric cannot use FILL.
      const throttles = alarm.metrics.find(({ name }) => /ThrottleEvents$/.test(name));
      if (throttles !== undefined)
        report(resource, "metricQueries", undefined, `FILL over ${throttles.name}, and over its twin`);
      return;
    }
    for (const { samples, result: wanted, when } of (kind && examples[kind.id]) ?? []) {
      const found = worth(alarm, result.expression, samples);
      if (found === wanted) continue;
      const property = `${result.path}.expression`;
      report(resource, property, result.expression, `one that gives ${wanted} when ${when}, not ${found}`);
    }
  },
});

function worth(alarm: Alarm, expression: string, samples: Samples): number | string {
  const ids = alarm.queries.flatMap(({ id, metric }): [string, number | undefined][] =>
    metric === undefined ? [] : [[id, samples[metric.name]]],
  );
  const { value, problem } = worthOf(expression, Object.fromEntries(ids));
  return problem ?? value ?? "no data";
}

export const alarmPeriodsInBounds = resourceRule({
  name: "alarm-periods-in-bounds",
  concern: "observability",
  description:
    "An alarm's periods are ones that its metrics have data for, and it looks back a day at most, a week with periods of an hour or more.",
  rationale:
    "CloudWatch refuses more than 86,400 seconds in all, 604,800 from periods of 3,600 seconds on, and an alarm on a shorter period than its metric's has no data. Source: PutMetricAlarm in the API reference.",
  remediation: "Use periods that are multiples of 60 seconds, the same for all metrics, and fewer evaluationPeriods.",
  controls: ["observability.alarm-form"],
  severity: "high",
  types: [awsTypes.cloudwatch.metricAlarm],
  check(resource, { report }) {
    const { metrics } = readAlarm(resource);
    const evaluated = positive(resource, "evaluationPeriods");
    const wholes = "a whole number from 1";
    if (evaluated === undefined || evaluated < 1 || !Number.isInteger(evaluated))
      report(resource, "evaluationPeriods", evaluated, wholes);
    const breaching = positive(resource, "datapointsToAlarm");
    if (breaching !== undefined && (breaching < 1 || breaching > (evaluated ?? 0) || !Number.isInteger(breaching)))
      report(resource, "datapointsToAlarm", breaching, `${wholes} to evaluationPeriods (${evaluated})`);
    for (const metric of metrics) {
      const { period } = metric;
      if (period === undefined) continue;
      const property = at(metric, "period");
      if (period < 60 || period % 60 !== 0)
        report(resource, property, period, "a multiple of 60 seconds: no metric here is finer");
      if (period !== metrics[0]?.period)
        report(resource, property, period, `the period of the first metric, ${metrics[0]?.period}`);
      const [most, span] = period < 3_600 ? [86_400, "a day"] : [604_800, "a week"];
      if (period * (evaluated ?? 0) > most)
        report(resource, property, period, `at most ${span} in ${evaluated} periods`);
    }
  },
});

export const alarmRisesWithTheMetric = resourceRule({
  name: "alarm-rises-with-the-metric",
  concern: "observability",
  description: "An alarm on failures, delays or queues is raised by high values.",
  rationale:
    "Turned round it is raised while all is well and silent when it is not. Source: comparisonOperator of PutMetricAlarm in the API reference.",
  remediation:
    "Set comparisonOperator to GreaterThanThreshold or GreaterThanOrEqualToThreshold, with a threshold that is a number above or equal to zero.",
  controls: ["observability.alarm-form"],
  severity: "critical",
  types: [awsTypes.cloudwatch.metricAlarm],
  parameters: {
    goodMetrics: z
      .array(z.string())
      .default([
        "Invocations",
        "Count",
        "NumberOfMessagesPublished",
        "NumberOfNotificationsDelivered",
        "Delivery",
        "Send",
      ])
      .describe("Metrics of which a low value is the bad news: an alarm on nothing else may look for it."),
  },
  check(resource, { parameters, report }) {
    const threshold = resource.number("threshold");
    if (threshold === undefined || !Number.isFinite(threshold) || threshold < 0)
      report(resource, "threshold", threshold, "a number that is not negative");
    const { metrics } = readAlarm(resource);
    if (isRising(resource) || metrics.every(({ name }) => parameters.goodMetrics.includes(name))) return;
    const found = resource.text("comparisonOperator");
    const wanted = "GreaterThanThreshold or GreaterThanOrEqualToThreshold";
    report(resource, "comparisonOperator", found, wanted);
  },
});
