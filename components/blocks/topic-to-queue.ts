import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Stem } from "../naming";
import type { DeadLetterQueue } from "./dead-letter-queue";
import type { Queue } from "./queue";
import type { Topic } from "./topic";

/**
 * Subscribes a queue to a topic, bodies as they were published. What SNS cannot deliver goes to `failures`; what the queue's reader
 * cannot handle is the queue's own business. Both queues must name the topic among their producers.
 */
export function topicToQueue(
  name: Stem,
  { topic, queue, failures }: { readonly topic: Topic; readonly queue: Queue; readonly failures: DeadLetterQueue },
  parent: pulumi.Resource,
): aws.sns.TopicSubscription {
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
