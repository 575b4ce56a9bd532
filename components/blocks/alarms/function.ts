import type * as pulumi from "@pulumi/pulumi";
import type { LogicalName } from "../../naming";
import { type Metric, mathAlarm, metricAlarm } from "../alarm";
import type { SharedArgs } from "../shared-args";

/** A function as CloudWatch knows it. */
export interface FunctionTarget {
  /** Physical name. */
  readonly functionName: string;
  /** Alias that every invoker uses. @default all calls, whatever the alias: for functions that are not ours */
  readonly aliasName?: string;
}

/** When a function's alarms are raised. Each defaults to the stack's `alarmThresholds`. */
export interface WatchThresholds {
  /** Raised when more than this share of the calls fails, in two periods of five minutes in a row. */
  readonly errorRatePercent?: number | undefined;
  /** Raised when the calls take longer than this on average, in two periods of five minutes in a row. */
  readonly averageDurationMs?: number | undefined;
  /** Raised by the number of calls that are refused in five minutes. */
  readonly throttles?: { readonly threshold: number; readonly comparison: ">" | ">=" } | undefined;
  /** Raised when more than this many calls fail in five minutes. @default no alarm on their number beside the one on their share */
  readonly errorsAbove?: number | undefined;
}

/** Thresholds as the stack's settings give them: `throttles` is the number of refused calls that raises the alarm when it is reached. */
interface ConfiguredThresholds extends Omit<WatchThresholds, "throttles" | "errorsAbove"> {
  readonly throttles?: number | undefined;
}

/** Takes over configured thresholds. */
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

/** Watches functions: the program's own, as they are declared, and others by their name. */
export interface Watcher {
  watch(fn: WatchedFunction, thresholds?: WatchThresholds): void;
}

/** A function of this program, as far as its alarms and graphs need it. */
export interface WatchedFunction {
  readonly logicalName: LogicalName;
  readonly target: FunctionTarget;
  /** What its alarms belong to. */
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
 * A metric that Lambda writes about a function. Through an alias it has two dimensions, as a roll-out's alarms need it.
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

/** Percent of failed calls. Without calls it is 0, not a division by zero. */
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
      // A function without calls writes no data points, which is no failure. The same below.
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
