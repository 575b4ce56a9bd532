import type * as pulumi from "@pulumi/pulumi";
import { metrics } from "../../functions/shared/metric-catalog";
import { customAlarm } from "../blocks/alarms/custom";
import { errorLogAlarm } from "../blocks/alarms/error-log";
import type { Foundation } from "../blocks/foundation";

/** Alarms on what only the processor itself knows. Those on its errors and throttles stand with the function. */
export function notificationAlarms(foundation: Foundation, parent: pulumi.Resource): void {
  customAlarm(
    "notifications-failures-alarm",
    foundation,
    {
      summary: "Notifications do not reach their channel; fallback e-mails go out in their place.",
      runbook: "notification-failures",
      metric: metrics.notificationsFailed,
      service: "notifications",
      comparison: ">",
      threshold: foundation.stack.config.alarmThresholds.notificationFailures,
      periods: 1,
    },
    parent,
  );
  errorLogAlarm("notifications", foundation, parent);
}
