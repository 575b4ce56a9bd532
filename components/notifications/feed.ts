import type * as pulumi from "@pulumi/pulumi";
import { DeadLetterQueue } from "../blocks/dead-letter-queue";
import { type EmailSubscription, emailSubscription } from "../blocks/email-subscription";
import type { KeyPublisher } from "../blocks/encryption-key";
import type { Foundation } from "../blocks/foundation";
import { Topic } from "../blocks/topic";
import { alarmArns, arnIn, nameIn, type StackContext } from "../stack";

/** The topic that people are told by, and where goes what SNS cannot hand to the processor. */
export interface NotificationFeed {
  readonly topic: Topic;
  readonly undelivered: DeadLetterQueue;
  /** Who reads it by e-mail. */
  readonly people: EmailSubscription;
}

const TOPIC = "notifications-topic";

/**
 * Not the topic that alarms tell: this one sets off a function, and a function that alarms about itself here would never stop. Its
 * policy lets CloudWatch in all the same, for alarms on what is no function of this program.
 */
export function notificationFeed(
  { stack, key, alertsTopicArn }: Foundation,
  parent: pulumi.Resource,
): NotificationFeed {
  const topic = new Topic(
    TOPIC,
    {
      stack,
      key,
      displayName: "Backoffice notifications",
      ownAccount: true,
      publishers: [{ service: "cloudwatch.amazonaws.com", sourceArn: alarmArns(stack) }],
    },
    { parent },
  );
  const undelivered = new DeadLetterQueue(
    "notifications-delivery-dead-letters",
    { stack, key, alertsTopicArn, producers: [{ service: "sns.amazonaws.com", sourceArn: topic.arn }] },
    { parent },
  );
  const people = emailSubscription("notifications-email", topic, stack.config.notificationEmail, parent);
  return { topic, undelivered, people };
}

/** Services that use the stack's key for this pipeline; CloudWatch comes in with monitoring's statement. */
export function notificationsPublishers(stack: StackContext): KeyPublisher[] {
  return [
    {
      sid: "NotificationsReachDeadLetters",
      service: "sns.amazonaws.com",
      givesAccount: false,
      sourceArns: [arnIn(stack, "sns", nameIn(stack, "topic", TOPIC))],
    },
  ];
}
