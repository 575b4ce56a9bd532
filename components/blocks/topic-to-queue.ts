import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Stem } from "../naming";
import { undeliveredMessagesAlarm } from "./alarms/lost";
import type { DeadLetterQueue } from "./dead-letter-queue";
import type { Foundation } from "./foundation";
import type { Queue } from "./queue";
import type { Topic } from "./topic";

export interface TopicToQueueArgs extends Foundation {
  readonly topic: Topic;
  readonly queue: Queue;
  /** What SNS could not hand over. */
  readonly failures: DeadLetterQueue;
}

/**
 * Subscribes a queue to a topic, bodies as they were published. What SNS cannot deliver goes to `failures`; what the queue's reader
 * cannot handle is the queue's own business. Both queues must name the topic among their producers.
 */
export function topicToQueue(
  name: Stem,
  { topic, queue, failures, ...foundation }: TopicToQueueArgs,
  parent: pulumi.Resource,
): aws.sns.TopicSubscription {
  undeliveredMessagesAlarm(name, foundation, topic.name, parent);
  return new aws.sns.TopicSubscription(
    name,
    {
      topic: topic.arn,
      protocol: "sqs",
      endpoint: queue.arn,
      rawMessageDelivery: true,
      redrivePolicy: pulumi.jsonStringify({ deadLetterTargetArn: failures.arn }),
    },
    // Without the policies messages would vanish between subscription and policy.
    { parent, dependsOn: [queue.policy, failures.policy] },
  );
}
