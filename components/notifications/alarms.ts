import type * as pulumi from "@pulumi/pulumi";
import { metrics } from "../../functions/contracts/metric-catalog";
import { customAlarm } from "../blocks/alarms/custom";
import { errorLogAlarm } from "../blocks/alarms/error-log";
import { reputationAlarms, undeliveredAlarm } from "../blocks/alarms/mail";
import { stalledAlarm } from "../blocks/alarms/stalled";
import type { Foundation } from "../blocks/foundation";

/**
 * Alarms on what only the processor itself knows, and on what became of the fallback e-mails. Those on its errors and throttles stand
 * with the function.
 */
export function notificationAlarms(
  foundation: Foundation,
  configurationSetName: pulumi.Output<string>,
  parent: pulumi.Resource,
): void {
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
  // The one above is of requirement N7, and never raised by a shop with few notifications.
  stalledAlarm(
    "notifications-stalled-alarm",
    foundation,
    {
      summary: "Notifications do not reach their channel, not one of them; fallback e-mails go out in their place.",
      runbook: "notification-failures",
      input: { metric: metrics.notificationsFailed, service: "notifications" },
      output: { metric: metrics.notificationsDelivered, service: "notifications" },
    },
    parent,
  );
  undeliveredAlarm(
    "notifications-fallback-undelivered-alarm",
    foundation,
    {
      summary: "A fallback e-mail bounced, was rejected or was complained about: its notification reached nobody.",
      runbook: "notification-failures",
      configurationSetName,
    },
    parent,
  );
  reputationAlarms("notifications", foundation, configurationSetName, parent);
  errorLogAlarm("notifications", foundation, parent);
}
