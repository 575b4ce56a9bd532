import type * as pulumi from "@pulumi/pulumi";
import { metrics } from "../../functions/shared/metric-catalog";
import { metricAlarm } from "../blocks/alarm";
import { customAlarm } from "../blocks/alarms/custom";
import type { Foundation } from "../blocks/foundation";
import type { Stem } from "../naming";

/** Alarms on the reputation of the sender and on mails whose fate is open. */
export function confirmationAlarms(
  foundation: Foundation,
  configurationSetName: pulumi.Output<string>,
  parent: pulumi.Resource,
): void {
  const { bounceRatePercent, complaintRatePercent } = foundation.stack.config.alarmThresholds;
  const reputation = (name: Stem, metric: string, what: string, percent: number) =>
    metricAlarm(
      name,
      foundation,
      {
        summary: `${what} reached ${percent} % of the mails: SES may stop the sending.`,
        runbook: "email-reputation",
        metric: {
          namespace: "AWS/SES",
          name: metric,
          dimensions: { "ses:configuration-set": configurationSetName },
          // SES writes the current rate, from 0 to 1, and keeps its value until the next mails.
          statistic: "Maximum",
          periodSeconds: 3600,
        },
        comparison: ">=",
        threshold: percent / 100,
        periods: 1,
        missingData: "notBreaching",
      },
      parent,
    );
  reputation("confirmations-bounce-rate-alarm", "Reputation.BounceRate", "Bounces", bounceRatePercent);
  reputation("confirmations-complaint-rate-alarm", "Reputation.ComplaintRate", "Complaints", complaintRatePercent);
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
  customAlarm(
    "confirmations-error-log-alarm",
    foundation,
    {
      summary: "Functions of confirmations cannot write the error log; the entries stand in their own logs.",
      runbook: "error-log-unavailable",
      metric: metrics.errorLogFallback,
      service: "confirmations",
      threshold: 1,
      periods: 1,
    },
    parent,
  );
}
