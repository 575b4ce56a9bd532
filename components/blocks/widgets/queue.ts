import type * as pulumi from "@pulumi/pulumi";
import type { LogicalName } from "../../naming";
import { queueMetric } from "../alarms/queue";
import type { GraphWidget, MetricLine } from "../dashboard";

/** A queue in CloudWatch's dimensions, with a label. */
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

/** Age of the oldest message in queues. */
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
