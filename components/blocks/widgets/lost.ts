import type * as pulumi from "@pulumi/pulumi";
import { serviceMetric, topicMetric } from "../alarms/lost";
import type { GraphWidget, MetricLine } from "../dashboard";

/** A topic as CloudWatch knows it, and what to call it. */
export interface TopicTarget {
  readonly label: string;
  readonly topicName: pulumi.Input<string>;
}

/** Messages of a topic that its subscribers would not take, and those that their dead letters refused as well. */
export function topicLossLines({ label, topicName }: TopicTarget): MetricLine[] {
  return [
    { metric: topicMetric(topicName, "NumberOfNotificationsRedrivenToDlq"), label: `${label}: to the dead letters` },
    { metric: topicMetric(topicName, "NumberOfNotificationsFailedToRedriveToDlq"), label: `${label}: lost` },
  ];
}

/** What Lambda could not put into a function's failure queue. */
export function destinationLine(functionName: string): MetricLine {
  return { metric: serviceMetric(functionName, "DestinationDeliveryFailures"), label: `${functionName}: lost` };
}

/** Asynchronous calls that Lambda dropped, its failure queue included or not. */
export function droppedLine(functionName: string): MetricLine {
  return { metric: serviceMetric(functionName, "AsyncEventsDropped"), label: `${functionName}: dropped` };
}

/** What AWS itself could not deliver. */
export function lossGraph(lines: readonly MetricLine[]): GraphWidget {
  return { kind: "graph", title: "What AWS could not deliver", lines };
}
