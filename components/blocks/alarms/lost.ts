// Alarms on messages and events that AWS itself could not deliver, or lost. No function sees these failures.
import type * as pulumi from "@pulumi/pulumi";
import type { LogicalName } from "../../naming";
import { type Metric, mathAlarm, metricAlarm } from "../alarm";
import type { SharedArgs } from "../shared-args";
import { functionMetric } from "./function";

const first = {
  threshold: 0,
  comparison: ">",
  periods: 1,
  missingData: "notBreaching",
  runbook: "lost-deliveries",
} as const;

/** The sum of two counts that AWS publishes only above zero. */
export const eitherOf = (one: string, other: string) => `FILL(${one}, 0) + FILL(${other}, 0)`;

/**
 * A metric that SNS publishes for those subscriptions of a topic that have a dead-letter queue.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-monitoring-using-cloudwatch.html
 */
export function topicMetric(
  topicName: pulumi.Input<string>,
  name: "NumberOfNotificationsRedrivenToDlq" | "NumberOfNotificationsFailedToRedriveToDlq",
): Metric {
  return { namespace: "AWS/SNS", name, dimensions: { TopicName: topicName }, statistic: "Sum", periodSeconds: 300 };
}

/** Raised by the first message of a topic that a subscriber rejects: it is in the dead-letter queue, or lost if that rejected it too. */
export function undeliveredMessagesAlarm(
  name: LogicalName,
  sharedArgs: SharedArgs,
  topicName: pulumi.Input<string>,
  parent: pulumi.Resource,
) {
  return mathAlarm(
    `${name}-undelivered-alarm`,
    sharedArgs,
    {
      ...first,
      summary: `SNS cannot deliver messages by ${name}: they are in its dead letters, or lost.`,
      label: "Messages that were not delivered",
      expression: eitherOf("redriven", "lost"),
      metrics: {
        redriven: topicMetric(topicName, "NumberOfNotificationsRedrivenToDlq"),
        lost: topicMetric(topicName, "NumberOfNotificationsFailedToRedriveToDlq"),
      },
    },
    parent,
  );
}

/** Raised when Lambda cannot send the position of failed records to the failure queue of a stream's consumer. */
export function lostPositionsAlarm(
  name: LogicalName,
  sharedArgs: SharedArgs,
  functionName: string,
  parent: pulumi.Resource,
) {
  return metricAlarm(
    `${name}-lost-alarm`,
    sharedArgs,
    {
      ...first,
      summary: `The failure queue of ${name} refuses what its reader gave up: the position of these records is lost.`,
      metric: serviceMetric(functionName, "DestinationDeliveryFailures"),
    },
    parent,
  );
}

/** Raised by the first asynchronous call that Lambda drops, whether or not the failure queue accepted its event. */
export function droppedEventsAlarm(
  name: LogicalName,
  sharedArgs: SharedArgs,
  functionName: string,
  parent: pulumi.Resource,
) {
  return mathAlarm(
    `${name}-lost-alarm`,
    sharedArgs,
    {
      ...first,
      summary: `Lambda dropped events of ${name}: they are in its failure queue, or lost.`,
      label: "Events that were dropped",
      expression: eitherOf("dropped", "lost"),
      metrics: {
        dropped: serviceMetric(functionName, "AsyncEventsDropped"),
        lost: serviceMetric(functionName, "DestinationDeliveryFailures"),
      },
    },
    parent,
  );
}

/** A metric of Lambda's own work for a function. It is published for the function as a whole, maybe not for an alias. */
export function serviceMetric(
  functionName: string,
  name: "AsyncEventsDropped" | "DestinationDeliveryFailures",
): Metric {
  return functionMetric({ functionName }, name, "Sum");
}
