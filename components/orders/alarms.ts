import type * as pulumi from "@pulumi/pulumi";
import { metrics } from "../../functions/shared/metric-catalog";
import { customAlarm } from "../blocks/alarms/custom";
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
  customAlarm(
    "orders-error-log-alarm",
    foundation,
    {
      summary: "Functions of orders cannot write the error log; the entries stand in their own logs.",
      runbook: "error-log-unavailable",
      metric: metrics.errorLogFallback,
      service: "orders",
      threshold: 1,
      periods: 1,
    },
    parent,
  );
}
