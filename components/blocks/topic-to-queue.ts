import * as pulumi from "@pulumi/pulumi";
import type { LogicalName } from "../naming";
import * as aws from "../pulumi-aws";
import { undeliveredMessagesAlarm } from "./alarms/lost";
import type { DeadLetterQueue } from "./dead-letter-queue";
import type { Queue } from "./queue";
import type { SharedArgs } from "./shared-args";
import type { Topic } from "./topic";

export interface TopicToQueueArgs extends SharedArgs {
  readonly topic: Topic;
  readonly queue: Queue;
  /** For messages that SNS could not deliver. */
  readonly deadLetterQueue: DeadLetterQueue;
}

/**
 * Subscribes a queue to a topic, with raw message delivery. What SNS cannot deliver goes to `deadLetterQueue`; what the queue's reader
 * cannot process goes to the queue's own dead letters. Both queues must name the topic among their producers.
 */
export function topicToQueue(
  name: LogicalName,
  { topic, queue, deadLetterQueue, ...sharedArgs }: TopicToQueueArgs,
  parent: pulumi.Resource,
): aws.sns.TopicSubscription {
  undeliveredMessagesAlarm(name, sharedArgs, topic.name, parent);
  return new aws.sns.TopicSubscription(
    name,
    {
      topic: topic.arn,
      protocol: "sqs",
      endpoint: queue.arn,
      rawMessageDelivery: true,
      redrivePolicy: pulumi.jsonStringify({ deadLetterTargetArn: deadLetterQueue.arn }),
    },
    // Without the queues' policies, messages between the creation of subscription and policy would be lost.
    { parent, dependsOn: [queue.policy, deadLetterQueue.policy] },
  );
}
