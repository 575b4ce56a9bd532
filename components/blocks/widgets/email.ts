import type * as pulumi from "@pulumi/pulumi";
import { type EmailFailure, emailFailureMetric, reputationMetric } from "../alarms/email";
import type { GraphWidget, MetricLine } from "../dashboard";

/** SES's bounce and complaint rates for the emails of a configuration set. */
export function reputationGraph(title: string, configurationSetName: pulumi.Input<string>): GraphWidget {
  return {
    kind: "graph",
    title: `${title}: reputation at SES, as shares of emails from 0 to 1`,
    lines: [
      { metric: reputationMetric(configurationSetName, "BounceRate"), label: "Bounces" },
      { metric: reputationMetric(configurationSetName, "ComplaintRate"), label: "Complaints" },
    ],
  };
}

/** One line for each way in which emails of a configuration set fail. */
export function emailFailureLines(
  configurationSetName: pulumi.Input<string>,
  labels: Readonly<Record<EmailFailure, string>>,
): readonly MetricLine[] {
  const line = (failure: EmailFailure): MetricLine => ({
    metric: emailFailureMetric(configurationSetName, failure),
    label: labels[failure],
  });
  return [line("BOUNCE"), line("COMPLAINT"), line("REJECT")];
}
