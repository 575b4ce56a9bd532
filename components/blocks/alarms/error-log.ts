import type * as pulumi from "@pulumi/pulumi";
import { metrics } from "../../../functions/contracts/metric-catalog";
import type { PipelineName } from "../../pipelines";
import type { SharedArgs } from "../shared-args";
import { type CustomMetric, customAlarm } from "./custom";

/** Entries that functions of a pipeline wrote into their own logs, for want of the error log. */
export function lostEntries(service: PipelineName): CustomMetric {
  return { metric: metrics.errorLogFallback, service };
}

/** Raised by the first entry that functions of a pipeline could not write into the error log. */
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
