import type * as pulumi from "@pulumi/pulumi";
import type { LogicalName, Owner } from "../../naming";
import { type MathAlarmArgs, type Metric, mathAlarm, metricAlarm } from "../alarm";
import type { SharedArgs } from "../shared-args";

type Rate = "BounceRate" | "ComplaintRate";

/** SES's bounce rate or complaint rate for the emails of a configuration set. */
export function reputationMetric(configurationSetName: pulumi.Input<string>, rate: Rate): Metric {
  return {
    namespace: "AWS/SES",
    name: `Reputation.${rate}`,
    dimensions: { "ses:configuration-set": configurationSetName },
    // SES publishes the current rate, from 0 to 1, and repeats it until the next emails.
    statistic: "Maximum",
    periodSeconds: 3600,
  };
}

/** Alarms at the rates from which SES reviews an account: `{pipeline}-bounce-rate-alarm` and `{pipeline}-complaint-rate-alarm`. */
export function reputationAlarms(
  pipeline: Owner,
  sharedArgs: SharedArgs,
  configurationSetName: pulumi.Input<string>,
  parent: pulumi.Resource,
): void {
  const { bounceRatePercent, complaintRatePercent } = sharedArgs.stack.config.alarmThresholds;
  const reputation = (name: "bounce-rate" | "complaint-rate", rate: Rate, what: string, percent: number) =>
    metricAlarm(
      `${pipeline}-${name}-alarm`,
      sharedArgs,
      {
        summary: `${what} reached ${percent} % of the emails: SES may stop the sending.`,
        runbook: "email-reputation",
        metric: reputationMetric(configurationSetName, rate),
        comparison: ">=",
        threshold: percent / 100,
        periods: 1,
        missingData: "notBreaching",
      },
      parent,
    );
  reputation("bounce-rate", "BounceRate", "Bounces", bounceRatePercent);
  reputation("complaint-rate", "ComplaintRate", "Complaints", complaintRatePercent);
}

/**
 * SES events of emails that did not reach a reader, by their name in SES's API, with their metrics in CloudWatch.
 *
 * https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-cloudwatch.html
 */
export const emailFailures = { BOUNCE: "Bounce", COMPLAINT: "Complaint", REJECT: "Reject" } as const;

/** One of these events. */
export type EmailFailure = keyof typeof emailFailures;

/**
 * Number of a configuration set's emails that failed in this way. Needs an event destination to CloudWatch with the set's name as
 * dimension.
 */
export function emailFailureMetric(configurationSetName: pulumi.Input<string>, failure: EmailFailure): Metric {
  return {
    namespace: "AWS/SES",
    name: emailFailures[failure],
    dimensions: { "ses:configuration-set": configurationSetName },
    statistic: "Sum",
    periodSeconds: 300,
  };
}

export interface UndeliveredAlarmArgs extends Pick<MathAlarmArgs, "summary" | "runbook"> {
  readonly configurationSetName: pulumi.Input<string>;
}

/** Raised by the first email of a configuration set that bounces, is rejected, or causes a complaint. */
export function undeliveredAlarm(
  name: LogicalName,
  sharedArgs: SharedArgs,
  { configurationSetName, ...basics }: UndeliveredAlarmArgs,
  parent: pulumi.Resource,
) {
  return mathAlarm(
    name,
    sharedArgs,
    {
      ...basics,
      label: "Emails that nobody read",
      // SES publishes a data point only for an event, and the sum of a number and a missing data point is missing.
      expression: "FILL(bounces, 0) + FILL(complaints, 0) + FILL(rejections, 0)",
      metrics: {
        bounces: emailFailureMetric(configurationSetName, "BOUNCE"),
        complaints: emailFailureMetric(configurationSetName, "COMPLAINT"),
        rejections: emailFailureMetric(configurationSetName, "REJECT"),
      },
      comparison: ">",
      threshold: 0,
      periods: 1,
      missingData: "notBreaching",
    },
    parent,
  );
}
