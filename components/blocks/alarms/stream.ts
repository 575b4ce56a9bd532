import type * as pulumi from "@pulumi/pulumi";
import type { LogicalName } from "../../naming";
import { metricAlarm } from "../alarm";
import type { SharedArgs } from "../shared-args";
import { type FunctionTarget, functionMetric } from "./function";

/**
 * Raised when a stream's consumer falls behind: a record blocks it, or it is too slow. It uses the metric of the function as a whole, which
 * always has data; all calls use the one alias anyway.
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-view.html
 */
export function iteratorAgeAlarm(
  name: LogicalName,
  sharedArgs: SharedArgs,
  { functionName }: FunctionTarget,
  parent: pulumi.Resource,
) {
  return metricAlarm(
    `${name}-iterator-age-alarm`,
    sharedArgs,
    {
      summary: `${name} falls behind the stream that it reads.`,
      runbook: "stream-behind",
      metric: functionMetric({ functionName }, "IteratorAge", "Maximum", 60),
      comparison: ">=",
      threshold: sharedArgs.stack.config.alarmThresholds.iteratorAgeSeconds * 1000,
      periods: 5,
      missingData: "notBreaching",
    },
    parent,
  );
}
