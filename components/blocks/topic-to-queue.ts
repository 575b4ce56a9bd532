import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { LogicalName } from "../naming";
import { undeliveredMessagesAlarm } from "./alarms/lost";
import type { DeadLetterQueue } from "./dead-letter-queue";
import type { Queue } from "./queue";
import type { SharedArgs } from "./shared-args";
import type { Topic } from "./topic";

export interface TopicToQueueArgs extends SharedArgs {
  readonly topic: Topic;
  readonly queue: Queue;
  /** Notifications that SNS could not deliver. */
  readonly deadLetterQueue: DeadLetterQueue;
}

/**
 * Subscribes a queue to a topic, bodies as they were published. What SNS cannot deliver goes to `failures`; what the queue's reader
 * cannot handle is the queue's own business. Both queues must name the topic among their producers.
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
    // Without the policies messages would vanish between subscription and policy.
    { parent, dependsOn: [queue.policy, deadLetterQueue.policy] },
  );
}
