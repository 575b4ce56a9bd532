import type * as pulumi from "@pulumi/pulumi";
import type { LogicalName } from "../../naming";
import { type Metric, metricAlarm } from "../alarm";
import type { SharedArgs } from "../shared-args";

/** A stage of an API. API Gateway's metrics have names as dimensions, not ids. */
export interface ApiTarget {
  readonly apiName: pulumi.Input<string>;
  readonly stageName: pulumi.Input<string>;
}

/** A metric that API Gateway publishes for a stage. */
export function apiMetric(
  api: ApiTarget,
  name: "4XXError" | "5XXError" | "Count" | "Latency",
  statistic: Metric["statistic"],
): Metric {
  return {
    namespace: "AWS/ApiGateway",
    name,
    dimensions: { ApiName: api.apiName, Stage: api.stageName },
    statistic,
    periodSeconds: 300,
  };
}

/** Client errors, server errors and latency of one stage of a REST API. */
export function apiAlarms(name: LogicalName, sharedArgs: SharedArgs, api: ApiTarget, parent: pulumi.Resource) {
  const thresholds = sharedArgs.stack.config.alarmThresholds;
  const quiet = { comparison: ">=", missingData: "notBreaching" } as const;
  return [
    metricAlarm(
      `${name}-4xx-alarm`,
      sharedArgs,
      {
        ...quiet,
        summary: `Many requests to ${name} are refused, throttled ones included.`,
        runbook: "api-client-errors",
        // The average of 4XXError is the share of requests, from 0 to 1.
        metric: apiMetric(api, "4XXError", "Average"),
        threshold: thresholds.api4xxPercent / 100,
        periods: 3,
      },
      parent,
    ),
    metricAlarm(
      `${name}-5xx-alarm`,
      sharedArgs,
      {
        ...quiet,
        summary: `Requests to ${name} fail.`,
        runbook: "api-server-errors",
        metric: apiMetric(api, "5XXError", "Average"),
        threshold: thresholds.api5xxPercent / 100,
        periods: 1,
      },
      parent,
    ),
    metricAlarm(
      `${name}-latency-alarm`,
      sharedArgs,
      {
        ...quiet,
        summary: `${name} answers slowly.`,
        runbook: "api-latency",
        metric: apiMetric(api, "Latency", "p99"),
        threshold: thresholds.apiLatencyMs,
        periods: 3,
      },
      parent,
    ),
  ];
}
