import { awsTypes } from "../resource-types";
import { follows, type Replacement } from "./replacement";

/** Types that carry messages, events and email. */
export const messaging: Readonly<Record<string, Replacement>> = {
  [awsTypes.sns.topic]: {
    replacedBy: ["name", "namePrefix", "fifoTopic"],
    sameName: "taken",
    first: "create",
    loses: "Subscriptions: people must confirm theirs again, and alarms reach nobody until then.",
    remedy: "Give the new topic another name, confirm its subscriptions, then drop the old one.",
    source: "sns/topic.go, and pulumi-aws#3235, by which an existing topic is refused",
  },
  [awsTypes.sns.topicPolicy]: { replacedBy: ["arn"], ...follows, source: "sns/topic_policy.go" },
  [awsTypes.sns.topicSubscription]: {
    replacedBy: ["endpoint", "protocol", "topic"],
    sameName: "overwritten",
    first: "either",
    loses: "An email subscription: the new one is pending until it is confirmed.",
    remedy: "Tell who owns the new address to confirm it at once.",
    source: "sns/topic_subscription.go",
  },
  [awsTypes.sqs.queuePolicy]: { replacedBy: ["queueUrl"], ...follows, source: "sqs/queue_policy.go" },
  [awsTypes.sqs.redriveAllowPolicy]: {
    replacedBy: ["queueUrl"],
    ...follows,
    source: "sqs/queue_redrive_allow_policy.go",
  },
  [awsTypes.cloudwatch.eventBus]: {
    replacedBy: ["name", "eventSourceName"],
    sameName: "taken",
    first: "either",
    loses: "Its rules and its archive with it; events that are sent while there is none.",
    remedy: "Give the new bus another name, move rules and publishers, then drop the old one.",
    source: "events/bus.go",
  },
  [awsTypes.cloudwatch.eventRule]: {
    replacedBy: ["name", "namePrefix", "eventBusName"],
    sameName: "overwritten",
    first: "delete",
    loses: "Events that come while there is none; the archive has them.",
    remedy: "Give the new rule another name, or replay the archive afterwards.",
    source: "events/rule.go",
  },
  [awsTypes.cloudwatch.eventTarget]: {
    replacedBy: ["eventBusName", "rule", "targetId"],
    sameName: "overwritten",
    first: "either",
    loses: "Events that come while there is none; the archive has them.",
    remedy: "Replay the archive.",
    source: "events/target.go",
  },
  [awsTypes.sesv2.configurationSet]: {
    replacedBy: ["configurationSetName"],
    sameName: "taken",
    first: "either",
    loses: "The reputation's history.",
    remedy: "Announce the outage: email is refused while there is none.",
    source: "sesv2/configuration_set.go",
  },
  [awsTypes.sesv2.configurationSetEventDestination]: {
    replacedBy: ["configurationSetName", "eventDestinationName"],
    sameName: "taken",
    first: "either",
    loses: "Feedback on email that is sent meanwhile.",
    remedy: "Stop the sender for the time.",
    source: "sesv2/configuration_set_event_destination.go",
  },
  [awsTypes.sesv2.emailIdentity]: {
    replacedBy: ["emailIdentity"],
    sameName: "taken",
    first: "either",
    loses: "Verification, and the DKIM tokens: the new identity has others.",
    remedy: "Verify the new identity manually first, and publish its DKIM records.",
    source: "sesv2/email_identity.go",
  },
};
