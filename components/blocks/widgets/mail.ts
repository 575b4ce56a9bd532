import type * as pulumi from "@pulumi/pulumi";
import { type MailFailure, mailFailureMetric, reputationMetric } from "../alarms/mail";
import type { GraphWidget, MetricLine } from "../dashboard";

/** The rates by which SES judges the mails of a configuration set. */
export function reputationGraph(title: string, configurationSetName: pulumi.Input<string>): GraphWidget {
  return {
    kind: "graph",
    title: `${title}: reputation at SES, as shares of mails from 0 to 1`,
    lines: [
      { metric: reputationMetric(configurationSetName, "BounceRate"), label: "Bounces" },
      { metric: reputationMetric(configurationSetName, "ComplaintRate"), label: "Complaints" },
    ],
  };
}

/** One line for each way in which mails of a configuration set fail. */
export function mailFailureLines(
  configurationSetName: pulumi.Input<string>,
  labels: Readonly<Record<MailFailure, string>>,
): readonly MetricLine[] {
  const line = (failure: MailFailure): MetricLine => ({
    metric: mailFailureMetric(configurationSetName, failure),
    label: labels[failure],
  });
  return [line("BOUNCE"), line("COMPLAINT"), line("REJECT")];
}
