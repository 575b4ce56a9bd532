import type * as pulumi from "@pulumi/pulumi";
import { metrics } from "../../functions/contracts/metric-catalog";
import { reputationMetric } from "../blocks/alarms/email";
import { type DeclaredDashboard, dashboard } from "../blocks/dashboard";
import type { LambdaFunction } from "../blocks/function";
import type { Table } from "../blocks/table";
import { customLines, customSearch, lostEntriesGraph } from "../blocks/widgets/custom";
import { functionGraphs } from "../blocks/widgets/function";
import { lossGraph, topicLossLines } from "../blocks/widgets/lost";
import { deadLettersGraph, queueAgeGraph } from "../blocks/widgets/queue";
import { throttlesGraph } from "../blocks/widgets/table";
import type { StackContext } from "../stack";
import type { ConfirmationEmail } from "./email";
import type { Subscription } from "./messaging";

const service = "confirmations";

/** The parts of the pipeline that the dashboard shows. */
export interface ConfirmationsParts {
  readonly requests: Subscription;
  readonly feedback: Subscription;
  readonly email: ConfirmationEmail;
  readonly sender: LambdaFunction;
  readonly feedbackFunction: LambdaFunction;
  readonly deliveries: Table;
  readonly suppressions: Table;
}

/** Confirmations from the topic to SES, and SES's events about them. */
export function confirmationsDashboard(
  stack: StackContext,
  pipeline: ConfirmationsParts,
  parent: pulumi.Resource,
): DeclaredDashboard {
  const { requests, feedback, email } = pipeline;
  const reputation = (name: Parameters<typeof reputationMetric>[1], label: string) => ({
    metric: reputationMetric(email.configurationSetName, name),
    label,
  });
  return dashboard(
    "confirmations-dashboard",
    {
      stack,
      widgets: [
        { kind: "totals", title: "Emails in 24 hours", lines: emailTotals(stack) },
        {
          kind: "graph",
          title: "Emails",
          lines: customLines(stack, {
            Sent: { metric: metrics.emailsSent, service },
            Delivered: { metric: metrics.emailsDelivered, service },
            "Not sent: address suppressed": { metric: metrics.emailsSuppressed, service },
            Bounced: { metric: metrics.emailsBounced, service },
            "Complained about": { metric: metrics.emailsComplained, service },
            "Named by others, not emailed": { metric: metrics.feedbackRecipientsForeign, service },
          }),
        },
        { kind: "graph", title: "Failures by reason", lines: [customSearch(stack, metrics.emailsFailed, service)] },
        {
          kind: "graph",
          title: "Reputation at SES: shares of emails, from 0 to 1",
          lines: [reputation("BounceRate", "Bounces"), reputation("ComplaintRate", "Complaints")],
        },
        {
          kind: "graph",
          title: "Uncertain and repeated",
          lines: customLines(stack, {
            "Nobody knows whether SES took it": { metric: metrics.emailsUncertain, service },
            "Tries put off": { metric: metrics.retriesScheduled, service },
            "Given up": { metric: metrics.messagesDeadLettered, service },
          }),
        },
        queueAgeGraph([requests.queue.target, feedback.queue.target]),
        deadLettersGraph(confirmationDeadLetters(pipeline)),
        lossGraph([
          ...topicLossLines({ label: "Requests", topicName: requests.topic.name }),
          ...topicLossLines({ label: "Feedback", topicName: feedback.topic.name }),
        ]),
        throttlesGraph([...pipeline.deliveries.targets, ...pipeline.suppressions.targets]),
        lostEntriesGraph(stack, service),
        ...functionGraphs([pipeline.sender.target, pipeline.feedbackFunction.target]),
      ],
    },
    parent,
  );
}

/** The dead-letter queues of this pipeline. */
export function confirmationDeadLetters({ requests, feedback }: Pick<ConfirmationsParts, "requests" | "feedback">) {
  return [requests, feedback].flatMap(({ queue, deadLetterQueue }) => [
    queue.deadLettersTarget,
    deadLetterQueue.target,
  ]);
}

/** The most important metrics of this pipeline. */
export function emailTotals(stack: StackContext) {
  return customLines(stack, {
    "Emails sent": { metric: metrics.emailsSent, service },
    "Emails delivered": { metric: metrics.emailsDelivered, service },
    "Emails bounced": { metric: metrics.emailsBounced, service },
    "Emails complained about": { metric: metrics.emailsComplained, service },
  });
}
