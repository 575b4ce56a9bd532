import type * as pulumi from "@pulumi/pulumi";
import { metrics } from "../../functions/contracts/metric-catalog";
import { customAlarm } from "../blocks/alarms/custom";
import { errorLogAlarm } from "../blocks/alarms/error-log";
import { retriesAlarm } from "../blocks/alarms/retries";
import { stalledAlarm } from "../blocks/alarms/stalled";
import type { Foundation } from "../blocks/foundation";

/** Alarms on what only the functions themselves know. */
export function orderAlarms(foundation: Foundation, parent: pulumi.Resource): void {
  customAlarm(
    "orders-internal-failures-alarm",
    foundation,
    {
      summary: "Requests to the orders API fail for reasons of ours.",
      runbook: "order-failures",
      metric: metrics.orderFailures,
      service: "orders",
      extra: { kind: "internal" },
      threshold: foundation.stack.config.alarmThresholds.orderInternalFailures,
      periods: 1,
    },
    parent,
  );
  errorLogAlarm("orders", foundation, parent);
  retriesAlarm("orders", "stream", foundation, parent);
  stalledAlarm(
    "orders-audit-stalled-alarm",
    foundation,
    {
      summary: "Orders are placed, and nothing is written into the audit trail.",
      runbook: "stalled",
      input: { metric: metrics.ordersPlaced, service: "orders" },
      output: { metric: metrics.auditEntriesWritten, service: "orders" },
    },
    parent,
  );
}
