import type * as pulumi from "@pulumi/pulumi";
import { metrics } from "../../functions/contracts/metric-catalog";
import type { Metric } from "../blocks/alarm";
import { lostEntries } from "../blocks/alarms/error-log";
import { functionMetric } from "../blocks/alarms/function";
import { type DeclaredDashboard, dashboard, type GraphWidget } from "../blocks/dashboard";
import { customLines } from "../blocks/widgets/custom";
import { callsGraph } from "../blocks/widgets/function";
import { destinationLine, droppedLine, topicLossLines } from "../blocks/widgets/lost";
import { mailFailureLines } from "../blocks/widgets/mail";
import { deadLettersGraph } from "../blocks/widgets/queue";
import { throttlesGraph } from "../blocks/widgets/table";
import type { StackContext } from "../stack";
import type { Notifications } from ".";

const service = "notifications";

type Shown = Pick<Notifications, "feed" | "failures" | "table" | "mails" | "processor">;

/** Four graphs: processing, the function, how long things take, and what SNS hands over. */
export function notificationsDashboard(stack: StackContext, shown: Shown, parent: pulumi.Resource): DeclaredDashboard {
  return dashboard(
    "notifications-dashboard",
    { stack, widgets: [processing(stack, shown), performance(shown), duration(stack, shown), delivery(shown)] },
    parent,
  );
}

function processing(stack: StackContext, { table, mails }: Shown): GraphWidget {
  return {
    kind: "graph",
    title: "Notification processing",
    lines: [
      ...notificationTotals(stack),
      ...customLines(stack, {
        "Fallbacks that failed": { metric: metrics.fallbacksFailed, service },
        "Not in the error log": lostEntries(service),
      }),
      ...mailFailureLines(mails.configurationSetName, {
        BOUNCE: "Fallbacks that bounced",
        COMPLAINT: "Fallbacks complained about",
        REJECT: "Fallbacks that SES rejected",
      }),
      ...throttlesGraph(table.targets).lines,
    ],
  };
}

function performance({ processor }: Shown): GraphWidget {
  return { ...callsGraph(processor.target), title: "Lambda performance" };
}

function duration(stack: StackContext, { processor: { target } }: Shown): GraphWidget {
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

function delivery({ feed, failures, processor }: Shown): GraphWidget {
  const topic = (name: string): Metric => ({
    namespace: "AWS/SNS",
    name,
    dimensions: { TopicName: feed.topic.name },
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
      ...topicLossLines({ label: "Refused", topicName: feed.topic.name }),
      droppedLine(processor.name),
      destinationLine(processor.name),
      ...deadLettersGraph([feed.undelivered.target, failures.target]).lines,
    ],
  };
}

/** The numbers that stand for this pipeline. */
export function notificationTotals(stack: StackContext) {
  return customLines(stack, {
    "Notifications delivered": { metric: metrics.notificationsDelivered, service },
    "Notifications failed": { metric: metrics.notificationsFailed, service },
    "Fallback e-mails": { metric: metrics.fallbacksSent, service },
  });
}
