import type * as pulumi from "@pulumi/pulumi";
import { metrics } from "../../functions/contracts/metric-catalog";
import type { Metric } from "../blocks/alarm";
import { lostEntries } from "../blocks/alarms/error-log";
import { functionMetric } from "../blocks/alarms/function";
import { type DeclaredDashboard, dashboard, type GraphWidget } from "../blocks/dashboard";
import type { DeadLetterQueue } from "../blocks/dead-letter-queue";
import type { LambdaFunction } from "../blocks/function";
import type { Table } from "../blocks/table";
import { customLines } from "../blocks/widgets/custom";
import { emailFailureLines } from "../blocks/widgets/email";
import { callsGraph } from "../blocks/widgets/function";
import { destinationLine, droppedLine, topicLossLines } from "../blocks/widgets/lost";
import { deadLettersGraph } from "../blocks/widgets/queue";
import { throttlesGraph } from "../blocks/widgets/table";
import type { StackContext } from "../stack";
import type { FallbackEmails } from "./email";
import type { NotificationSubscription } from "./messaging";

const service = "notifications";

/** The parts of the pipeline that the dashboard shows. */
export interface NotificationsParts {
  readonly subscription: NotificationSubscription;
  readonly deadLetterQueue: DeadLetterQueue;
  readonly table: Table;
  readonly emails: FallbackEmails;
  readonly processor: LambdaFunction;
}

/** Four graphs: processing, the function, durations, and deliveries by SNS. */
export function notificationsDashboard(
  stack: StackContext,
  shown: NotificationsParts,
  parent: pulumi.Resource,
): DeclaredDashboard {
  return dashboard(
    "notifications-dashboard",
    { stack, widgets: [processing(stack, shown), performance(shown), duration(stack, shown), delivery(shown)] },
    parent,
  );
}

function processing(stack: StackContext, { table, emails }: NotificationsParts): GraphWidget {
  return {
    kind: "graph",
    title: "Notification processing",
    lines: [
      ...notificationTotals(stack),
      ...customLines(stack, {
        "Fallbacks that failed": { metric: metrics.fallbacksFailed, service },
        "Not in the error log": lostEntries(service),
      }),
      ...emailFailureLines(emails.configurationSetName, {
        BOUNCE: "Fallbacks that bounced",
        COMPLAINT: "Fallbacks complained about",
        REJECT: "Fallbacks that SES rejected",
      }),
      ...throttlesGraph(table.targets).lines,
    ],
  };
}

function performance({ processor }: NotificationsParts): GraphWidget {
  return { ...callsGraph(processor.target), title: "Lambda performance" };
}

function duration(stack: StackContext, { processor: { target } }: NotificationsParts): GraphWidget {
  const latency = { metric: metrics.notificationLatency, service };
  return {
    kind: "graph",
    title: "Duration",
    unit: "ms",
    lines: [
      { metric: functionMetric(target, "Duration", "Average"), label: "Call, average" },
      { metric: functionMetric(target, "Duration", "p99"), label: "Call, 99th percentile" },
      ...customLines(stack, {
        "From publishing to delivery, average": { ...latency, statistic: "Average" },
        "From publishing to delivery, 99th percentile": { ...latency, statistic: "p99" },
      }),
    ],
  };
}

function delivery({ subscription, deadLetterQueue, processor }: NotificationsParts): GraphWidget {
  const topic = (name: string): Metric => ({
    namespace: "AWS/SNS",
    name,
    dimensions: { TopicName: subscription.topic.name },
    statistic: "Sum",
    periodSeconds: 300,
  });
  return {
    kind: "graph",
    title: "SNS delivery",
    lines: [
      { metric: topic("NumberOfMessagesPublished"), label: "Published" },
      { metric: topic("NumberOfNotificationsDelivered"), label: "Handed over" },
      { metric: topic("NumberOfNotificationsFailed"), label: "Refused" },
      ...topicLossLines({ label: "Refused", topicName: subscription.topic.name }),
      droppedLine(processor.name),
      destinationLine(processor.name),
      ...deadLettersGraph([subscription.deliveryDeadLetterQueue.target, deadLetterQueue.target]).lines,
    ],
  };
}

/** The most important metrics of this pipeline. */
export function notificationTotals(stack: StackContext) {
  return customLines(stack, {
    "Notifications delivered": { metric: metrics.notificationsDelivered, service },
    "Notifications failed": { metric: metrics.notificationsFailed, service },
    "Fallback emails": { metric: metrics.fallbacksSent, service },
  });
}
