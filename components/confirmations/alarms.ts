import type * as pulumi from "@pulumi/pulumi";
import { metrics } from "../../functions/contracts/metric-catalog";
import { customAlarm } from "../blocks/alarms/custom";
import { reputationAlarms } from "../blocks/alarms/email";
import { errorLogAlarm } from "../blocks/alarms/error-log";
import { givenUpAlarm, retriesAlarm } from "../blocks/alarms/retries";
import { stalledAlarm } from "../blocks/alarms/stalled";
import type { SharedArgs } from "../blocks/shared-args";

/** Alarms on the sender's reputation, on emails with unknown outcome, and on emails that are not sent. */
export function confirmationAlarms(
  sharedArgs: SharedArgs,
  configurationSetName: pulumi.Output<string>,
  parent: pulumi.Resource,
): void {
  reputationAlarms("confirmations", sharedArgs, configurationSetName, parent);
  customAlarm(
    "confirmations-uncertain-alarm",
    sharedArgs,
    {
      summary: "Nobody knows whether SES took some confirmations.",
      runbook: "uncertain-emails",
      metric: metrics.emailsUncertain,
      service: "confirmations",
      threshold: 1,
      periods: 1,
    },
    parent,
  );
  errorLogAlarm("confirmations", sharedArgs, parent);
  retriesAlarm("confirmations", "queues", sharedArgs, parent);
  givenUpAlarm("confirmations", sharedArgs, parent);
  stalledAlarm(
    "confirmations-stalled-alarm",
    sharedArgs,
    {
      summary: "Orders are placed, and no confirmation is sent.",
      runbook: "stalled",
      input: { metric: metrics.ordersPlaced, service: "orders" },
      output: { metric: metrics.emailsSent, service: "confirmations" },
    },
    parent,
  );
}
