import type * as pulumi from "@pulumi/pulumi";
import type { LogicalName } from "../../naming";
import { type Metric, mathAlarm, metricAlarm } from "../alarm";
import type { SharedArgs } from "../shared-args";

/** A function in CloudWatch's dimensions. */
export interface FunctionTarget {
  /** Physical name. */
  readonly functionName: string;
  /** Alias through which every caller invokes it. @default all calls, under any alias: for functions of other stacks */
  readonly aliasName?: string;
}

/** Thresholds of a function's alarms. Each defaults to the stack's `alarmThresholds`. */
export interface WatchThresholds {
  /** Raised when more than this percentage of the calls fails, in two periods of five minutes in a row. */
  readonly errorRatePercent?: number | undefined;
  /** Raised when the calls take longer than this many milliseconds on average, in two periods of five minutes in a row. */
  readonly averageDurationMs?: number | undefined;
  /** Raised by this number of throttled calls in five minutes. */
  readonly throttles?: { readonly threshold: number; readonly comparison: ">" | ">=" } | undefined;
  /** Raised when more than this many calls fail in five minutes. @default no such alarm, only the one on the error rate */
  readonly errorsAbove?: number | undefined;
}

/** Thresholds as in the stack's settings: `throttles` is the number of throttled calls that raises the alarm. */
interface ConfiguredThresholds extends Omit<WatchThresholds, "throttles" | "errorsAbove"> {
  readonly throttles?: number | undefined;
}

/** Converts thresholds from the settings. */
export function configuredThresholds({
  errorRatePercent,
  averageDurationMs,
  throttles,
}: ConfiguredThresholds): WatchThresholds {
  return {
    ...(errorRatePercent !== undefined && { errorRatePercent }),
    ...(averageDurationMs !== undefined && { averageDurationMs }),
    ...(throttles !== undefined && { throttles: { threshold: throttles, comparison: ">=" } }),
  };
}

/** Declares alarms on functions: on the program's own, and on functions of other stacks by name. */
export interface Watcher {
  watch(fn: WatchedFunction, thresholds?: WatchThresholds): void;
}

/** A function of this program, with what its alarms and graphs need. */
export interface WatchedFunction {
  readonly logicalName: LogicalName;
  readonly target: FunctionTarget;
  /** Parent of its alarms. */
  readonly resource: pulumi.Resource;
}

type FunctionMetricName =
  | "AsyncEventsDropped"
  | "DestinationDeliveryFailures"
  | "Duration"
  | "Errors"
  | "Invocations"
  | "IteratorAge"
  | "Throttles";

/**
 * A metric that Lambda publishes for a function. For an alias it has two dimensions, as the alarms of a rollout need.
 *
 * @param periodSeconds @default 300
 */
export function functionMetric(
  { functionName, aliasName }: FunctionTarget,
  name: FunctionMetricName,
  statistic: Metric["statistic"],
  periodSeconds = 300,
): Metric {
  return {
    namespace: "AWS/Lambda",
    name,
    dimensions: {
      FunctionName: functionName,
      ...(aliasName !== undefined && { Resource: `${functionName}:${aliasName}` }),
    },
    statistic,
    periodSeconds,
  };
}

/** Percentage of failed calls; 0 without calls, instead of a division by zero. */
export const errorRateOf = (errors: string, invocations: string) =>
  `IF(${invocations} > 0, 100 * ${errors} / ${invocations}, 0)`;

/** Alarms on error rate, average duration and throttles of a function. */
export function functionAlarms(
  name: LogicalName,
  sharedArgs: SharedArgs,
  target: FunctionTarget,
  thresholds: WatchThresholds,
  parent: pulumi.Resource,
): void {
  const defaults = sharedArgs.stack.config.alarmThresholds;
  const { functionName } = target;
  mathAlarm(
    `${name}-error-rate-alarm`,
    sharedArgs,
    {
      summary: `Calls of the function ${functionName} fail.`,
      runbook: "function-errors",
      label: "Failed calls in percent",
      expression: errorRateOf("errors", "invocations"),
      metrics: {
        errors: functionMetric(target, "Errors", "Sum"),
        invocations: functionMetric(target, "Invocations", "Sum"),
      },
      comparison: ">",
      threshold: thresholds.errorRatePercent ?? defaults.functionErrorRatePercent,
      periods: 2,
      // A function without calls has no data points, which is not a failure. The same holds for the alarms below.
      missingData: "notBreaching",
    },
    parent,
  );
  metricAlarm(
    `${name}-duration-alarm`,
    sharedArgs,
    {
      summary: `Calls of the function ${functionName} take longer than they should.`,
      runbook: "function-duration",
      metric: functionMetric(target, "Duration", "Average"),
      comparison: ">",
      threshold: thresholds.averageDurationMs ?? defaults.functionAverageDurationMs,
      periods: 2,
      missingData: "notBreaching",
    },
    parent,
  );
  metricAlarm(
    `${name}-throttles-alarm`,
    sharedArgs,
    {
      summary: `Calls of the function ${functionName} are refused for lack of concurrency.`,
      runbook: "function-throttles",
      metric: functionMetric(target, "Throttles", "Sum"),
      ...(thresholds.throttles ?? { comparison: ">=", threshold: defaults.functionThrottles }),
      periods: 1,
      missingData: "notBreaching",
    },
    parent,
  );
  if (thresholds.errorsAbove === undefined) return;
  metricAlarm(
    `${name}-errors-alarm`,
    sharedArgs,
    {
      summary: `Many calls of the function ${functionName} fail.`,
      runbook: "function-errors",
      metric: functionMetric(target, "Errors", "Sum"),
      comparison: ">",
      threshold: thresholds.errorsAbove,
      periods: 1,
      missingData: "notBreaching",
    },
    parent,
  );
}
