import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Topic } from "./topic";

/** An address that reads a topic, once its owner has agreed. */
export interface EmailSubscription {
  readonly email: string;
  /** `confirmed`, or what has to happen before a message arrives: as of the last `pulumi up` or `pulumi refresh`. */
  readonly status: pulumi.Output<string>;
}

/**
 * Subscribes an address to a topic. AWS sends it an email; until the link in it is clicked, it gets nothing. It has no dead letters: a
 * email that bounces is no failed delivery to SNS.
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

/** What an output says about a subscription that waits for its confirmation, or does not. */
export function subscriptionStatus(pending: boolean): string {
  return pending ? pendingStatus : "confirmed";
}

const pendingStatus =
  "pending: nothing arrives until the link in AWS's email 'Subscription Confirmation' is clicked; pulumi refresh asks again";
