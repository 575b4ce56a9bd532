import type * as pulumi from "@pulumi/pulumi";
import type { LogicalName } from "../../naming";
import { type Metric, metricAlarm } from "../alarm";
import type { SharedArgs } from "../shared-args";

/** A metric that SQS publishes for a queue every minute. */
export function queueMetric(
  queueName: pulumi.Input<string>,
  name: "ApproximateAgeOfOldestMessage" | "ApproximateNumberOfMessagesVisible",
): Metric {
  return {
    namespace: "AWS/SQS",
    name,
    dimensions: { QueueName: queueName },
    statistic: "Maximum",
    periodSeconds: 60,
  };
}

/** Raised while any message is in a dead-letter queue. Not adjustable: one lost message is one too many. */
export function deadLettersAlarm(
  name: LogicalName,
  sharedArgs: SharedArgs,
  queueName: pulumi.Input<string>,
  parent: pulumi.Resource,
) {
  return metricAlarm(
    `${name}-alarm`,
    sharedArgs,
    {
      summary: `The dead-letter queue ${name} is not empty.`,
      runbook: "dead-letters",
      metric: queueMetric(queueName, "ApproximateNumberOfMessagesVisible"),
      comparison: ">",
      threshold: 0,
      periods: 1,
      // SQS stops publishing metrics for a queue that was idle for six hours.
      missingData: "notBreaching",
    },
    parent,
  );
}

/**
 * Raised when the oldest message of a queue waits longer than `queueAgeSeconds`, because the queue is read too slowly or not at all.
 * Messages that fail do not raise it: from their third receive on SQS leaves them out. See `retriesAlarm`.
 */
export function queueAgeAlarm(
  name: LogicalName,
  sharedArgs: SharedArgs,
  queueName: pulumi.Input<string>,
  parent: pulumi.Resource,
) {
  return metricAlarm(
    `${name}-age-alarm`,
    sharedArgs,
    {
      summary: `Messages wait too long in ${name}.`,
      runbook: "queue-age",
      metric: queueMetric(queueName, "ApproximateAgeOfOldestMessage"),
      comparison: ">=",
      threshold: sharedArgs.stack.config.alarmThresholds.queueAgeSeconds,
      periods: 3,
      missingData: "notBreaching",
    },
    parent,
  );
}
