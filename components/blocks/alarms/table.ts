import type * as pulumi from "@pulumi/pulumi";
import type { Stem } from "../../naming";
import { type Metric, mathAlarm } from "../alarm";
import type { Foundation } from "../foundation";

/**
 * Raised when reads or writes of a table, or of one of its indexes, are throttled. DynamoDB writes no data points when nothing is
 * throttled and its alarms ignore missing data, so without FILL the alarm would never leave ALARM.
 */
export function throttlesAlarm(
  name: Stem,
  foundation: Foundation,
  dimensions: Readonly<Record<string, pulumi.Input<string>>>,
  parent: pulumi.Resource,
) {
  const events = (metric: string): Metric => ({
    namespace: "AWS/DynamoDB",
    name: metric,
    dimensions,
    statistic: "Sum",
    periodSeconds: 300,
  });
  return mathAlarm(
    `${name}-throttles-alarm`,
    foundation,
    {
      summary: `DynamoDB throttles ${name}.`,
      runbook: "table-throttles",
      label: "Throttled reads and writes",
      expression: "FILL(reads, 0) + FILL(writes, 0)",
      metrics: { reads: events("ReadThrottleEvents"), writes: events("WriteThrottleEvents") },
      comparison: ">=",
      threshold: foundation.stack.config.alarmThresholds.tableThrottles,
      periods: 1,
      missingData: "notBreaching",
    },
    parent,
  );
}
