import type * as pulumi from "@pulumi/pulumi";
import { metrics } from "../../../functions/contracts/metric-catalog";
import type { PipelineName } from "../../pipelines";
import type { SharedArgs } from "../shared-args";
import { customAlarm } from "./custom";

/**
 * What a pipeline's functions read. In a queue a failed message waits for its retry; in a stream a failed record blocks those behind it.
 */
export type Source = "queues" | "stream";

/**
 * Raised while functions of a pipeline delay messages for a retry. `ApproximateAgeOfOldestMessage` leaves out messages that were received
 * three times or more, so it does not show an outage of a service that the consumer calls:
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
 *
 * @param source queues need two periods in a row, because a single message is retried seven times in its first five minutes and seldom
 * after that; a stream needs one
 */
export function retriesAlarm(service: PipelineName, source: Source, sharedArgs: SharedArgs, parent: pulumi.Resource) {
  return customAlarm(
    `${service}-retries-alarm`,
    sharedArgs,
    {
      metric: metrics.retriesScheduled,
      service,
      summary: `Functions of ${service} fail at what they read, and try it again and again.`,
      runbook: "retries",
      threshold: sharedArgs.stack.config.alarmThresholds.retries,
      periods: source === "queues" ? 2 : 1,
    },
    parent,
  );
}

/**
 * Raised by the first message that functions of a pipeline give up. The alarm on the depth of the dead-letter queue is raised as well, and
 * stays on while messages are there, but up to 15 minutes later: SQS takes that long to resume metrics for a queue without activity for
 * six hours.
 */
export function givenUpAlarm(service: PipelineName, sharedArgs: SharedArgs, parent: pulumi.Resource) {
  return customAlarm(
    `${service}-given-up-alarm`,
    sharedArgs,
    {
      metric: metrics.messagesDeadLettered,
      service,
      summary: `Functions of ${service} gave up messages and moved them to the dead letters.`,
      runbook: "dead-letters",
      threshold: 1,
      periods: 1,
    },
    parent,
  );
}
