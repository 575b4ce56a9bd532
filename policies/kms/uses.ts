import { awsTypes } from "../../aws/resource-types";
import { member } from "../../values/member";
import type { Resource } from "../engine/resource";
import type { Stack } from "../engine/stack";
import { eventUses } from "./event-uses";
import { type KeyUse, publishingTo } from "./key-use";
import { storageUses } from "./storage-uses";

type Uses = (stack: Stack, resource: Resource) => readonly KeyUse[];

/** Services that publish to encrypted topics and queues, as AWS documents them, by the resource type that makes them publish. */
const publishers: Readonly<Record<string, Uses>> = {
  [awsTypes.cloudwatch.metricAlarm]: alarmUses,
  [awsTypes.cloudwatch.compositeAlarm]: alarmUses,
  [awsTypes.sns.topicSubscription]: subscriptionUses,
  [awsTypes.sesv2.configurationSetEventDestination]: emailEventUses,
  [awsTypes.budgets.budget]: budgetUses,
  [awsTypes.costexplorer.anomalySubscription]: anomalyUses,
};

const makers: Readonly<Record<string, Uses>> = { ...publishers, ...eventUses, ...storageUses };

/** Types that make AWS services use keys. */
export const usingTypes: readonly string[] = Object.keys(makers);

/** The keys that AWS services must be allowed to use because of this resource. @throws {UnknownValue} */
export function usesOf(stack: Stack, resource: Resource): readonly KeyUse[] {
  return makers[resource.type]?.(stack, resource) ?? [];
}

function alarmUses(stack: Stack, alarm: Resource): readonly KeyUse[] {
  const actions = ["alarmActions", "okActions", "insufficientDataActions"].flatMap((list) => alarm.texts(list));
  const topics = [...new Set(actions)].flatMap((arn) => stack.holding(arn, awsTypes.sns.topic));
  return publishingTo(stack, topics, {
    service: "cloudwatch.amazonaws.com",
    source: alarm,
    purpose: `so that alarm '${alarm.name}' can publish to`,
  });
}

function subscriptionUses(stack: Stack, subscription: Resource): readonly KeyUse[] {
  const [topic] = stack.named(subscription, "topic", awsTypes.sns.topic);
  if (topic === undefined) return [];
  const deadLetters = member(subscription.json("redrivePolicy"), "deadLetterTargetArn");
  const queues = [
    ...(subscription.text("protocol") === "sqs" ? stack.named(subscription, "endpoint", awsTypes.sqs.queue) : []),
    ...(typeof deadLetters === "string" ? stack.holding(deadLetters, awsTypes.sqs.queue) : []),
  ];
  return publishingTo(stack, queues, {
    service: "sns.amazonaws.com",
    source: topic,
    purpose: `so that topic '${topic.name}' can deliver to`,
  });
}

function emailEventUses(stack: Stack, destination: Resource): readonly KeyUse[] {
  const [set] = stack.named(destination, "configurationSetName", awsTypes.sesv2.configurationSet);
  if (set === undefined) return [];
  return publishingTo(stack, stack.named(destination, "eventDestination.snsDestination.topicArn", awsTypes.sns.topic), {
    service: "ses.amazonaws.com",
    source: set,
    purpose: `so that emails of '${set.name}' can send their events to`,
  });
}

function budgetUses(stack: Stack, budget: Resource): readonly KeyUse[] {
  const arns = budget
    .list("notifications")
    .flatMap((_, index) => budget.texts(`notifications.${index}.subscriberSnsTopicArns`));
  const topics = [...new Set(arns)].flatMap((arn) => stack.holding(arn, awsTypes.sns.topic));
  return publishingTo(stack, topics, {
    service: "budgets.amazonaws.com",
    source: budget,
    purpose: `so that budget '${budget.name}' can publish to`,
  });
}

function anomalyUses(stack: Stack, subscription: Resource): readonly KeyUse[] {
  const topics = subscription
    .list("subscribers")
    .flatMap((_, index) => stack.named(subscription, `subscribers.${index}.address`, awsTypes.sns.topic));
  return publishingTo(stack, [...new Set(topics)], {
    service: "costalerts.amazonaws.com",
    source: subscription,
    purpose: `so that unusual costs of '${subscription.name}' can be published to`,
  });
}
