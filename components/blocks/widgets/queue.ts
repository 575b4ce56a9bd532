import type * as pulumi from "@pulumi/pulumi";
import type { LogicalName } from "../../naming";
import { queueMetric } from "../alarms/queue";
import type { GraphWidget, MetricLine } from "../dashboard";

/** A queue as CloudWatch knows it, and what to call it. */
export interface QueueTarget {
  readonly logicalName: LogicalName;
  readonly queueName: pulumi.Input<string>;
}

/** Messages in dead-letter queues. */
export function deadLettersGraph(queues: readonly QueueTarget[]): GraphWidget {
  return {
    kind: "graph",
    title: "Dead letters",
    unit: "messages",
    lines: queues.map(
      ({ logicalName, queueName }): MetricLine => ({
        metric: queueMetric(queueName, "ApproximateNumberOfMessagesVisible"),
        label: logicalName,
      }),
    ),
  };
}

/** How long the oldest messages of queues wait. */
export function queueAgeGraph(queues: readonly QueueTarget[]): GraphWidget {
  return {
    kind: "graph",
    title: "Queues: age of the oldest message",
    unit: "s",
    lines: queues.map(
      ({ logicalName, queueName }): MetricLine => ({
        metric: queueMetric(queueName, "ApproximateAgeOfOldestMessage"),
        label: logicalName,
      }),
    ),
  };
}
