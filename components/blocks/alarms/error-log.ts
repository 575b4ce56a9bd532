import type * as pulumi from "@pulumi/pulumi";
import { metrics } from "../../../functions/contracts/metric-catalog";
import type { PipelineName } from "../../pipelines";
import type { SharedArgs } from "../shared-args";
import { type CustomMetric, customAlarm } from "./custom";

/** Error log entries that functions of a pipeline could only write to their own logs, because the error log's table failed. */
export function lostEntries(service: PipelineName): CustomMetric {
  return { metric: metrics.errorLogFallback, service };
}

/** Raised by the first entry that functions of a pipeline could not write to the error log. */
export function errorLogAlarm(service: PipelineName, sharedArgs: SharedArgs, parent: pulumi.Resource) {
  return customAlarm(
    `${service}-error-log-alarm`,
    sharedArgs,
    {
      ...lostEntries(service),
      summary: `Functions of ${service} cannot write the error log; the entries stand in their own logs.`,
      runbook: "error-log-unavailable",
      threshold: 1,
      periods: 1,
    },
    parent,
  );
}
