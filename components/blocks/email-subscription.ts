import type * as pulumi from "@pulumi/pulumi";
import * as aws from "../pulumi-aws";
import type { Topic } from "./topic";

/** A subscription of an email address to a topic, which its owner must confirm. */
export interface EmailSubscription {
  readonly email: string;
  /** `confirmed`, or what must happen before messages arrive: as of the last `pulumi up` or `pulumi refresh`. */
  readonly status: pulumi.Output<string>;
}

/**
 * Subscribes an address to a topic. SNS sends it a confirmation email, and no messages until the link in it is clicked. The subscription
 * has no dead-letter queue, because SNS counts an email that bounces as delivered.
 */
export function emailSubscription(
  name: string,
  topic: Topic,
  email: string,
  parent: pulumi.Resource,
): EmailSubscription {
  const { pendingConfirmation } = new aws.sns.TopicSubscription(
    name,
    { topic: topic.arn, protocol: "email", endpoint: email },
    { parent },
  );
  return { email, status: pendingConfirmation.apply(subscriptionStatus) };
}

/** The status of a subscription, for a stack output. */
export function subscriptionStatus(pending: boolean): string {
  return pending ? pendingStatus : "confirmed";
}

const pendingStatus =
  "pending: nothing arrives until the link in AWS's email 'Subscription Confirmation' is clicked; pulumi refresh asks again";
