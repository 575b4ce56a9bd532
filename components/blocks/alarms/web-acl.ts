import type * as pulumi from "@pulumi/pulumi";
import type { LogicalName } from "../../naming";
import { type Metric, metricAlarm } from "../alarm";
import type { SharedArgs } from "../shared-args";

/**
 * Requests that a regional web ACL refused, by any of its rules (WAF developer guide, "Core metrics and dimensions").
 *
 * @param webAcl name of its metric
 */
export function blockedRequests(webAcl: string, region: pulumi.Input<string>): Metric {
  return {
    namespace: "AWS/WAFV2",
    name: "BlockedRequests",
    dimensions: { WebACL: webAcl, Region: region, Rule: "ALL" },
    statistic: "Sum",
    periodSeconds: 300,
  };
}

/** Raised when a web ACL refuses much. Customers whom it refuses by mistake meet no function, so no other alarm sees them. */
export function blockedRequestsAlarm(
  name: LogicalName,
  sharedArgs: SharedArgs,
  metric: Metric,
  parent: pulumi.Resource,
) {
  return metricAlarm(
    `${name}-blocked-alarm`,
    sharedArgs,
    {
      summary: "AWS WAF refuses many requests to the API: an attack, or customers.",
      runbook: "api-blocked-requests",
      metric,
      comparison: ">=",
      threshold: sharedArgs.stack.config.alarmThresholds.wafBlockedRequests,
      periods: 1,
      // There are data points only where something was refused.
      missingData: "notBreaching",
    },
    parent,
  );
}
