import type * as pulumi from "@pulumi/pulumi";
import { metrics } from "../../functions/shared/metric-catalog";
import { type Metric, metricAlarm } from "../blocks/alarm";
import { customAlarm } from "../blocks/alarms/custom";
import { errorLogAlarm } from "../blocks/alarms/error-log";
import type { Foundation } from "../blocks/foundation";
import type { Stem } from "../naming";

type Rate = "BounceRate" | "ComplaintRate";

/** A rate by which SES judges the mails of a configuration set. */
export function reputationMetric(configurationSetName: pulumi.Output<string>, rate: Rate): Metric {
  return {
    namespace: "AWS/SES",
    name: `Reputation.${rate}`,
    dimensions: { "ses:configuration-set": configurationSetName },
    // SES writes the current rate, from 0 to 1, and keeps its value until the next mails.
    statistic: "Maximum",
    periodSeconds: 3600,
  };
}

/** Alarms on the reputation of the sender and on mails whose fate is open. */
export function confirmationAlarms(
  foundation: Foundation,
  configurationSetName: pulumi.Output<string>,
  parent: pulumi.Resource,
): void {
  const { bounceRatePercent, complaintRatePercent } = foundation.stack.config.alarmThresholds;
  const reputation = (name: Stem, metric: Rate, what: string, percent: number) =>
    metricAlarm(
      name,
      foundation,
      {
        summary: `${what} reached ${percent} % of the mails: SES may stop the sending.`,
        runbook: "email-reputation",
        metric: reputationMetric(configurationSetName, metric),
        comparison: ">=",
        threshold: percent / 100,
        periods: 1,
        missingData: "notBreaching",
      },
      parent,
    );
  reputation("confirmations-bounce-rate-alarm", "BounceRate", "Bounces", bounceRatePercent);
  reputation("confirmations-complaint-rate-alarm", "ComplaintRate", "Complaints", complaintRatePercent);
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
}
