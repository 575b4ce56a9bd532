import type * as pulumi from "@pulumi/pulumi";
import { metrics } from "../../functions/contracts/metric-catalog";
import { customAlarm } from "../blocks/alarms/custom";
import { errorLogAlarm } from "../blocks/alarms/error-log";
import { reputationAlarms } from "../blocks/alarms/mail";
import { givenUpAlarm, retriesAlarm } from "../blocks/alarms/retries";
import { stalledAlarm } from "../blocks/alarms/stalled";
import type { Foundation } from "../blocks/foundation";

/** Alarms on the reputation of the sender, on mails whose fate is open, and on mails that do not go out. */
export function confirmationAlarms(
  foundation: Foundation,
  configurationSetName: pulumi.Output<string>,
  parent: pulumi.Resource,
): void {
  reputationAlarms("confirmations", foundation, configurationSetName, parent);
  customAlarm(
    "confirmations-uncertain-alarm",
    foundation,
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
  errorLogAlarm("confirmations", foundation, parent);
  retriesAlarm("confirmations", "queues", foundation, parent);
  givenUpAlarm("confirmations", foundation, parent);
  stalledAlarm(
    "confirmations-stalled-alarm",
    foundation,
    {
      summary: "Orders are placed, and no confirmation is sent.",
      runbook: "stalled",
      input: { metric: metrics.ordersPlaced, service: "orders" },
      output: { metric: metrics.emailsSent, service: "confirmations" },
    },
    parent,
  );
}
