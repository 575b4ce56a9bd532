import type * as pulumi from "@pulumi/pulumi";
import { DeadLetterQueue } from "../blocks/dead-letter-queue";
import { type EmailSubscription, emailSubscription } from "../blocks/email-subscription";
import type { KeyServicePrincipal } from "../blocks/encryption-key";
import type { SharedArgs } from "../blocks/shared-args";
import { Topic } from "../blocks/topic";
import { alarmArns, arnOf, physicalNameIn, type StackContext } from "../stack";

/** The notifications topic, and the dead-letter queue for what SNS cannot deliver to the processor. */
export interface NotificationSubscription {
  readonly topic: Topic;
  readonly deliveryDeadLetterQueue: DeadLetterQueue;
  /** The email subscription of the operators. */
  readonly people: EmailSubscription;
}

const TOPIC = "notifications-topic";

/**
 * A topic separate from the alarms': this one invokes a function, and an alarm of that function must not invoke it again. Its policy still
 * allows CloudWatch to publish, for alarms on anything but functions of this program.
 */
export function notificationSubscription(
  { stack, key, alertsTopicArn }: SharedArgs,
  parent: pulumi.Resource,
): NotificationSubscription {
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
  const deliveryDeadLetterQueue = new DeadLetterQueue(
    "notifications-delivery-dead-letters",
    { stack, key, alertsTopicArn, producers: [{ service: "sns.amazonaws.com", sourceArn: topic.arn }] },
    { parent },
  );
  const people = emailSubscription("notifications-email", topic, stack.config.notificationEmail, parent);
  return { topic, deliveryDeadLetterQueue, people };
}

/** Services that use the stack's key for this pipeline. The statement for CloudWatch is the monitoring pipeline's. */
export function notificationsPublishers(stack: StackContext): KeyServicePrincipal[] {
  return [
    {
      sid: "NotificationsReachDeadLetters",
      service: "sns.amazonaws.com",
      givesAccount: false,
      sourceArns: [arnOf(stack, "sns", physicalNameIn(stack, "topic", TOPIC))],
    },
  ];
}
