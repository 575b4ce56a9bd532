import type * as pulumi from "@pulumi/pulumi";
import type { LogicalName } from "../../naming";
import { type Metric, mathAlarm } from "../alarm";
import type { SharedArgs } from "../shared-args";

/** A metric that DynamoDB publishes for a table, or for one of its indexes. */
export function tableMetric(
  dimensions: Readonly<Record<string, pulumi.Input<string>>>,
  name: "ReadThrottleEvents" | "WriteThrottleEvents",
): Metric {
  return { namespace: "AWS/DynamoDB", name, dimensions, statistic: "Sum", periodSeconds: 300 };
}

/** Throttled reads and writes together. DynamoDB publishes no data points when there are none. */
export const throttlesOf = (reads: string, writes: string) => `FILL(${reads}, 0) + FILL(${writes}, 0)`;

/**
 * Raised when reads or writes of a table, or of one of its indexes, are throttled. DynamoDB publishes no data points without throttling,
 * and alarms on its metrics ignore missing data, so without FILL the alarm would never leave the state ALARM.
 */
export function throttlesAlarm(
  name: LogicalName,
  sharedArgs: SharedArgs,
  dimensions: Readonly<Record<string, pulumi.Input<string>>>,
  parent: pulumi.Resource,
) {
  return mathAlarm(
    `${name}-throttles-alarm`,
    sharedArgs,
    {
      summary: `DynamoDB throttles ${name}.`,
      runbook: "table-throttles",
      label: "Throttled reads and writes",
      expression: throttlesOf("reads", "writes"),
      metrics: {
        reads: tableMetric(dimensions, "ReadThrottleEvents"),
        writes: tableMetric(dimensions, "WriteThrottleEvents"),
      },
      comparison: ">=",
      threshold: sharedArgs.stack.config.alarmThresholds.tableThrottles,
      periods: 1,
      missingData: "notBreaching",
    },
    parent,
  );
}
