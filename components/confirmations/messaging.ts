import type * as pulumi from "@pulumi/pulumi";
import { DeadLetterQueue } from "../blocks/dead-letter-queue";
import type { KeyServicePrincipal } from "../blocks/encryption-key";
import { Queue } from "../blocks/queue";
import type { ServicePrincipal } from "../blocks/service-principal";
import type { SharedArgs } from "../blocks/shared-args";
import { Topic } from "../blocks/topic";
import { topicToQueue } from "../blocks/topic-to-queue";
import { redriveReceives, timeoutOf, visibilitySeconds } from "../config/times";
import type { FunctionEntry } from "../functions";
import type { LogicalName } from "../naming";
import { arnOf, physicalNameIn, type StackContext } from "../stack";

/** A topic with the queue that subscribes to it, and the dead-letter queue of the subscription. */
export interface Subscription {
  readonly topic: Topic;
  readonly queue: Queue;
  readonly deadLetterQueue: DeadLetterQueue;
}

const REQUESTS = "confirmations-topic";
const FEEDBACK = "confirmations-feedback-topic";
const CONFIGURATION_SET = "confirmations-mail";

/** The topic where the orders pipeline requests confirmations, and its queue. */
export function requestSubscription(sharedArgs: SharedArgs, parent: pulumi.Resource): Subscription {
  return subscription(sharedArgs, parent, {
    topicName: REQUESTS,
    displayName: "Order confirmations",
    queueName: "confirmations-queue",
    deadLettersName: "confirmations-dead-letters",
    failuresName: "confirmations-subscription-dead-letters",
    consumer: "confirmations/sender",
    publishers: [],
  });
}

/** SES's events about each email. */
export function feedbackSubscription(sharedArgs: SharedArgs, parent: pulumi.Resource): Subscription {
  return subscription(sharedArgs, parent, {
    topicName: FEEDBACK,
    displayName: "Fate of order confirmations",
    queueName: "confirmations-feedback-queue",
    deadLettersName: "confirmations-feedback-dead-letters",
    failuresName: "confirmations-feedback-subscription-dead-letters",
    consumer: "confirmations/feedback",
    publishers: [{ service: "ses.amazonaws.com", sourceArn: configurationSetArn(sharedArgs.stack) }],
  });
}

/** ARN of the configuration set of all confirmation emails; SES publishes on its behalf. */
export function configurationSetArn(stack: StackContext): pulumi.Output<string> {
  return arnOf(stack, "ses", `configuration-set/${configurationSetName(stack)}`);
}

/** Physical name of the configuration set of all confirmation emails. */
export function configurationSetName(stack: StackContext): string {
  return physicalNameIn(stack, "configurationSet", CONFIGURATION_SET);
}

/** Services that use the stack's key for this pipeline. */
export function confirmationsPublishers(stack: StackContext): KeyServicePrincipal[] {
  const topics = [REQUESTS, FEEDBACK] as const;
  return [
    { sid: "MailEventsPublish", service: "ses.amazonaws.com", sourceArns: [configurationSetArn(stack)] },
    {
      sid: "TopicsDeliverToQueues",
      service: "sns.amazonaws.com",
      givesAccount: false,
      sourceArns: topics.map((topic) => arnOf(stack, "sns", physicalNameIn(stack, "topic", topic))),
    },
  ];
}

interface SubscriptionNames {
  readonly topicName: LogicalName;
  readonly displayName: string;
  readonly queueName: LogicalName;
  readonly deadLettersName: LogicalName;
  readonly failuresName: LogicalName;
  readonly consumer: FunctionEntry;
  readonly publishers: readonly ServicePrincipal[];
}

function subscription(
  { stack, key, alertsTopicArn }: SharedArgs,
  parent: pulumi.Resource,
  names: SubscriptionNames,
): Subscription {
  const sharedArgs = { stack, key, alertsTopicArn };
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
      ...sharedArgs,
      deadLettersName: names.deadLettersName,
      visibilityTimeoutSeconds: visibilitySeconds(timeoutOf(config, names.consumer), config.queueBatchWindowSeconds),
      maxReceiveCount: redriveReceives(config),
      producers,
    },
    { parent },
  );
  const deadLetterQueue = new DeadLetterQueue(names.failuresName, { ...sharedArgs, producers }, { parent });
  topicToQueue(`${names.queueName}-subscription`, { ...sharedArgs, topic, queue, deadLetterQueue }, parent);
  return { topic, queue, deadLetterQueue };
}
