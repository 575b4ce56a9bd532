import type * as pulumi from "@pulumi/pulumi";
import { metrics } from "../../../functions/contracts/metric-catalog";
import type { PipelineName } from "../../pipelines";
import type { SharedArgs } from "../shared-args";
import { customAlarm } from "./custom";

/** What a pipeline's functions read: a queue puts a message back for later, a stream holds up everything behind a failing record. */
export type Source = "queues" | "stream";

/**
 * Raised while functions of a pipeline put messages back to be tried again. `ApproximateAgeOfOldestMessage` leaves out messages that were
 * received three times or more, so an outage behind a consumer never shows in it:
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
 *
 * @param source of queues two periods in a row count, for a single message is put back seven times in its first five minutes and then
 * hardly at all; of a stream one does
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
 * Raised by the first message that functions of a pipeline give up. The alarm on the depth of the dead-letter queue says so too, and stays
 * on while they lie there, but may come a quarter of an hour later: that is how long SQS takes to write metrics of a queue that nobody has
 * touched for six hours.
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
