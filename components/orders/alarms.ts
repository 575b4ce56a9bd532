import type * as pulumi from "@pulumi/pulumi";
import { metrics } from "../../functions/shared/metric-catalog";
import { customAlarm } from "../blocks/alarms/custom";
import { errorLogAlarm } from "../blocks/alarms/error-log";
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
}
