import type * as pulumi from "@pulumi/pulumi";
import { metrics } from "../../functions/contracts/metric-catalog";
import { customAlarm } from "../blocks/alarms/custom";
import { errorLogAlarm } from "../blocks/alarms/error-log";
import { retriesAlarm } from "../blocks/alarms/retries";
import { stalledAlarm } from "../blocks/alarms/stalled";
import type { SharedArgs } from "../blocks/shared-args";

/** Alarms on metrics that only the functions write. */
export function orderAlarms(sharedArgs: SharedArgs, parent: pulumi.Resource): void {
  customAlarm(
    "orders-internal-failures-alarm",
    sharedArgs,
    {
      summary: "Requests to the orders API fail for reasons of ours.",
      runbook: "order-failures",
      metric: metrics.orderFailures,
      service: "orders",
      extra: { kind: "internal" },
      threshold: sharedArgs.stack.config.alarmThresholds.orderInternalFailures,
      periods: 1,
    },
    parent,
  );
  errorLogAlarm("orders", sharedArgs, parent);
  retriesAlarm("orders", "stream", sharedArgs, parent);
  stalledAlarm(
    "orders-audit-stalled-alarm",
    sharedArgs,
    {
      summary: "Orders are placed, and nothing is written into the audit trail.",
      runbook: "stalled",
      input: { metric: metrics.ordersPlaced, service: "orders" },
      output: { metric: metrics.auditEntriesWritten, service: "orders" },
    },
    parent,
  );
}
