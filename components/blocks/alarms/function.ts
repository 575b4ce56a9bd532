import type * as pulumi from "@pulumi/pulumi";
import type { Stem } from "../../naming";
import { type Metric, metricAlarm } from "../alarm";
import type { Foundation } from "../foundation";

export interface FunctionAlarmsArgs {
  readonly functionName: string;
  /** Alias that every invoker uses. */
  readonly aliasName: string;
  /** Errors in five minutes. */
  readonly errorThreshold: number;
  readonly timeoutSeconds: number;
}

/** Errors, throttles and duration of a function, as seen through the alias that every invoker uses. */
export function functionAlarms(name: Stem, foundation: Foundation, args: FunctionAlarmsArgs, parent: pulumi.Resource) {
  const thresholds = foundation.stack.config.alarmThresholds;
  const metric = (metricName: string, statistic: Metric["statistic"]): Metric => ({
    namespace: "AWS/Lambda",
    name: metricName,
    dimensions: { FunctionName: args.functionName, Resource: `${args.functionName}:${args.aliasName}` },
    statistic,
    periodSeconds: 300,
  });
  // A function that nobody calls writes no data points: that is no problem.
  const quiet = { comparison: ">=", missingData: "notBreaching" } as const;
  return [
    metricAlarm(
      `${name}-errors-alarm`,
      foundation,
      {
        ...quiet,
        summary: `The function ${name} fails.`,
        runbook: "function-errors",
        metric: metric("Errors", "Sum"),
        threshold: args.errorThreshold,
        periods: 1,
      },
      parent,
    ),
    metricAlarm(
      `${name}-throttles-alarm`,
      foundation,
      {
        ...quiet,
        summary: `Calls of the function ${name} are refused for lack of concurrency.`,
        runbook: "function-throttles",
        metric: metric("Throttles", "Sum"),
        threshold: thresholds.functionThrottles,
        periods: 1,
      },
      parent,
    ),
    metricAlarm(
      `${name}-duration-alarm`,
      foundation,
      {
        ...quiet,
        summary: `The slowest calls of the function ${name} come near its timeout of ${args.timeoutSeconds} s.`,
        runbook: "function-duration",
        metric: metric("Duration", "p99"),
        threshold: (args.timeoutSeconds * 1000 * thresholds.functionDurationPercent) / 100,
        periods: 2,
      },
      parent,
    ),
  ];
}
