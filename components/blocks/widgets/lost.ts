import type * as pulumi from "@pulumi/pulumi";
import { serviceMetric, topicMetric } from "../alarms/lost";
import type { GraphWidget, MetricLine } from "../dashboard";

/** A topic in CloudWatch's dimensions, with a label. */
export interface TopicTarget {
  readonly label: string;
  readonly topicName: pulumi.Input<string>;
}

/** Messages of a topic that its subscribers rejected, and those that their dead-letter queues rejected as well. */
export function topicLossLines({ label, topicName }: TopicTarget): MetricLine[] {
  return [
    { metric: topicMetric(topicName, "NumberOfNotificationsRedrivenToDlq"), label: `${label}: to the dead letters` },
    { metric: topicMetric(topicName, "NumberOfNotificationsFailedToRedriveToDlq"), label: `${label}: lost` },
  ];
}

/** Events that Lambda could not send to a function's failure queue. */
export function destinationLine(functionName: string): MetricLine {
  return { metric: serviceMetric(functionName, "DestinationDeliveryFailures"), label: `${functionName}: lost` };
}

/** Asynchronous calls that Lambda dropped, whether or not the failure queue accepted their events. */
export function droppedLine(functionName: string): MetricLine {
  return { metric: serviceMetric(functionName, "AsyncEventsDropped"), label: `${functionName}: dropped` };
}

/** Messages and events that AWS itself could not deliver. */
export function lossGraph(lines: readonly MetricLine[]): GraphWidget {
  return { kind: "graph", title: "What AWS could not deliver", lines };
}
