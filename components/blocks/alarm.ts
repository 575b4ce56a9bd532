import type * as pulumi from "@pulumi/pulumi";
import type { LogicalName } from "../naming";
import * as aws from "../pulumi-aws";
import { physicalNameIn } from "../stack";
import { alarmDescription, type Runbook } from "./runbook";
import type { SharedArgs } from "./shared-args";

/** One metric in CloudWatch. */
export interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, pulumi.Input<string>>>;
  /** `p99` and the like are percentiles. */
  readonly statistic: "Sum" | "Average" | "Maximum" | `p${number}`;
  /** Length of one data point: 60 s or a multiple. */
  readonly periodSeconds: number;
}

interface AlarmBasics {
  /** What happened, as one sentence for the person who is woken by it. */
  readonly summary: string;
  readonly runbook: Runbook;
  /** Raised when the value reaches (`>=`) or passes (`>`) this. */
  readonly threshold: number;
  readonly comparison: ">" | ">=";
  /** Data points in a row. */
  readonly periods: number;
  /** Who acts on it. @default the people who read the alerts topic */
  readonly actor?: "people" | "rollout";
  /**
   * Minutes after its creation in which the alarm says nothing, for one that raises on missing data. At most 2,880 (CloudWatch guide, "Alarm
   * warm-up periods"). @default none
   */
  readonly warmUpMinutes?: number;
  /** What no data means. Always a decision, never CloudWatch's default. */
  readonly missingData: "notBreaching" | "breaching" | "missing" | "ignore";
}

export interface MetricAlarmArgs extends AlarmBasics {
  readonly metric: Metric;
}

export interface MathAlarmArgs extends AlarmBasics {
  /** Text for the result's legend. */
  readonly label: string;
  /** CloudWatch expression over the ids in `metrics`. */
  readonly expression: string;
  /** At most ten metrics by id. Ids start with a lower-case letter. */
  readonly metrics: Readonly<Record<string, Metric>>;
}

/** An alarm on one metric. */
export function metricAlarm(
  name: LogicalName,
  sharedArgs: SharedArgs,
  args: MetricAlarmArgs,
  parent: pulumi.Resource,
): aws.cloudwatch.MetricAlarm {
  const { metric } = args;
  const percentile = metric.statistic.startsWith("p");
  return new aws.cloudwatch.MetricAlarm(
    name,
    {
      ...commonArgs(name, sharedArgs, args),
      namespace: metric.namespace,
      metricName: metric.name,
      dimensions: metric.dimensions,
      period: metric.periodSeconds,
      // With "ignore" a percentile says nothing below a thousand samples a period.
      ...(percentile
        ? { extendedStatistic: metric.statistic, evaluateLowSampleCountPercentiles: "evaluate" }
        : { statistic: metric.statistic }),
    },
    { parent },
  );
}

/** An alarm on an expression over several metrics. */
export function mathAlarm(
  name: LogicalName,
  sharedArgs: SharedArgs,
  args: MathAlarmArgs,
  parent: pulumi.Resource,
): aws.cloudwatch.MetricAlarm {
  const metrics = Object.entries(args.metrics).map(([id, metric]) => ({
    id,
    returnData: false,
    metric: {
      namespace: metric.namespace,
      metricName: metric.name,
      dimensions: metric.dimensions,
      period: metric.periodSeconds,
      stat: metric.statistic,
    },
  }));
  return new aws.cloudwatch.MetricAlarm(
    name,
    {
      ...commonArgs(name, sharedArgs, args),
      metricQueries: [{ id: "result", expression: args.expression, label: args.label, returnData: true }, ...metrics],
    },
    { parent },
  );
}

function commonArgs(name: LogicalName, { stack, alertsTopicArn }: SharedArgs, args: AlarmBasics) {
  return {
    name: physicalNameIn(stack, "alarm", name),
    alarmDescription: alarmDescription(args.summary, stack.config.runbookBaseUrl, args.runbook),
    comparisonOperator: args.comparison === ">" ? "GreaterThanThreshold" : "GreaterThanOrEqualToThreshold",
    threshold: args.threshold,
    evaluationPeriods: args.periods,
    treatMissingData: args.missingData,
    ...(args.warmUpMinutes !== undefined && {
      warmUpConfiguration: { warmUpPeriodDurationInMinutes: args.warmUpMinutes },
    }),
    // No okActions: an email that all is well again trains people to ignore the other kind.
    // CodeDeploy asks for the state of a roll-out's alarms; a minute with one failed call is no reason to wake anybody.
    ...(args.actor !== "rollout" && { alarmActions: [alertsTopicArn] }),
    tags: stack.tags,
  };
}
