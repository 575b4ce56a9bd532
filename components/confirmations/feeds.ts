import type * as pulumi from "@pulumi/pulumi";
import { DeadLetterQueue } from "../blocks/dead-letter-queue";
import type { KeyPublisher } from "../blocks/encryption-key";
import type { Foundation } from "../blocks/foundation";
import { Queue } from "../blocks/queue";
import { Topic, type TopicPublisher } from "../blocks/topic";
import { topicToQueue } from "../blocks/topic-to-queue";
import { redriveReceives, timeoutOf, visibilitySeconds } from "../config/times";
import type { FunctionEntry } from "../functions";
import type { Stem } from "../naming";
import { arnIn, nameIn, type StackContext } from "../stack";

/** A topic with a queue behind it, and where undeliverable messages go. */
export interface Feed {
  readonly topic: Topic;
  readonly queue: Queue;
  readonly failures: DeadLetterQueue;
}

const REQUESTS = "confirmations-topic";
const FEEDBACK = "confirmations-feedback-topic";
const CONFIGURATION_SET = "confirmations-mail";

/** Orders ask for a confirmation here. */
export function requestFeed(foundation: Foundation, parent: pulumi.Resource): Feed {
  return feed(foundation, parent, {
    topicName: REQUESTS,
    displayName: "Order confirmations",
    queueName: "confirmations-queue",
    deadLettersName: "confirmations-dead-letters",
    failuresName: "confirmations-subscription-dead-letters",
    consumer: "confirmations/sender",
    publishers: [],
  });
}

/** SES tells here what became of each mail. */
export function feedbackFeed(foundation: Foundation, parent: pulumi.Resource): Feed {
  return feed(foundation, parent, {
    topicName: FEEDBACK,
    displayName: "Fate of order confirmations",
    queueName: "confirmations-feedback-queue",
    deadLettersName: "confirmations-feedback-dead-letters",
    failuresName: "confirmations-feedback-subscription-dead-letters",
    consumer: "confirmations/feedback",
    publishers: [{ service: "ses.amazonaws.com", sourceArn: configurationSetArn(foundation.stack) }],
  });
}

/** ARN of the set that all mails are sent with; SES publishes in its name. */
export function configurationSetArn(stack: StackContext): pulumi.Output<string> {
  return arnIn(stack, "ses", `configuration-set/${configurationSetName(stack)}`);
}

/** Physical name of the set that all mails are sent with. */
export function configurationSetName(stack: StackContext): string {
  return nameIn(stack, "configurationSet", CONFIGURATION_SET);
}

/** Services that use the stack's key for this pipeline. */
export function confirmationsPublishers(stack: StackContext): KeyPublisher[] {
  const topics = [REQUESTS, FEEDBACK] as const;
  return [
    { sid: "MailEventsPublish", service: "ses.amazonaws.com", sourceArns: [configurationSetArn(stack)] },
    {
      sid: "TopicsDeliverToQueues",
      service: "sns.amazonaws.com",
      givesAccount: false,
      sourceArns: topics.map((topic) => arnIn(stack, "sns", nameIn(stack, "topic", topic))),
    },
  ];
}

interface FeedNames {
  readonly topicName: Stem;
  readonly displayName: string;
  readonly queueName: Stem;
  readonly deadLettersName: Stem;
  readonly failuresName: Stem;
  readonly consumer: FunctionEntry;
  readonly publishers: readonly TopicPublisher[];
}

function feed({ stack, key, alertsTopicArn }: Foundation, parent: pulumi.Resource, names: FeedNames): Feed {
  const foundation = { stack, key, alertsTopicArn };
  const { config } = stack;
  const topic = new Topic(
    names.topicName,
    { stack, key, displayName: names.displayName, publishers: names.publishers },
    { parent },
  );
  const producers = [{ service: "sns.amazonaws.com", sourceArn: topic.arn }];
  const queue = new Queue(
    names.queueName,
    {
      ...foundation,
      deadLettersName: names.deadLettersName,
      visibilityTimeoutSeconds: visibilitySeconds(timeoutOf(config, names.consumer), config.queueBatchWindowSeconds),
      maxReceiveCount: redriveReceives(config),
      producers,
    },
    { parent },
  );
  const failures = new DeadLetterQueue(names.failuresName, { ...foundation, producers }, { parent });
  topicToQueue(`${names.queueName}-subscription`, { ...foundation, topic, queue, failures }, parent);
  return { topic, queue, failures };
}
