import type * as pulumi from "@pulumi/pulumi";
import { metrics } from "../../functions/contracts/metric-catalog";
import { customAlarm } from "../blocks/alarms/custom";
import { reputationAlarms, undeliveredAlarm } from "../blocks/alarms/email";
import { errorLogAlarm } from "../blocks/alarms/error-log";
import { stalledAlarm } from "../blocks/alarms/stalled";
import type { SharedArgs } from "../blocks/shared-args";

/**
 * Alarms on metrics that only the processor writes, and on the delivery of fallback emails. The alarms on its errors and throttles are
 * declared with the function.
 */
export function notificationAlarms(
  sharedArgs: SharedArgs,
  configurationSetName: pulumi.Output<string>,
  parent: pulumi.Resource,
): void {
  customAlarm(
    "notifications-failures-alarm",
    sharedArgs,
    {
      summary: "Notifications do not reach their channel; fallback emails go out in their place.",
      runbook: "notification-failures",
      metric: metrics.notificationsFailed,
      service: "notifications",
      comparison: ">",
      threshold: sharedArgs.stack.config.alarmThresholds.notificationFailures,
      periods: 1,
    },
    parent,
  );
  // Requirement N7 asks for the alarm above, which a shop with few notifications never raises.
  stalledAlarm(
    "notifications-stalled-alarm",
    sharedArgs,
    {
      summary: "Notifications do not reach their channel, not one of them; fallback emails go out in their place.",
      runbook: "notification-failures",
      input: { metric: metrics.notificationsFailed, service: "notifications" },
      output: { metric: metrics.notificationsDelivered, service: "notifications" },
    },
    parent,
  );
  undeliveredAlarm(
    "notifications-fallback-undelivered-alarm",
    sharedArgs,
    {
      summary: "A fallback email bounced, was rejected or was complained about: its notification reached nobody.",
      runbook: "notification-failures",
      configurationSetName,
    },
    parent,
  );
  reputationAlarms("notifications", sharedArgs, configurationSetName, parent);
  errorLogAlarm("notifications", sharedArgs, parent);
}
