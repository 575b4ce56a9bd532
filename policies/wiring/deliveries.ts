import { awsTypes } from "../../aws/resource-types";
import type { Resource } from "../engine/resource";
import type { Stack } from "../engine/stack";
import { redriveQueueOf } from "./dead-letters";
import { type Callee, calleeAt } from "./functions";

/** A service of AWS that hands something over by its own hand: who it is for has to let it in. */
export interface Delivery {
  /** The resource that says so. */
  readonly by: Resource;
  /** The service principal, such as `sns.amazonaws.com`. */
  readonly service: string;
  /** The resource in whose name it happens: its ARN is the `aws:SourceArn`. */
  readonly source: Resource;
  /** The queue, topic or function. */
  readonly target: Resource;
  /** Of a function: what is called. */
  readonly callee: Callee | undefined;
}

/** Types that say who delivers what to whom. */
export const deliveringTypes = [
  awsTypes.sns.topicSubscription,
  awsTypes.cloudwatch.eventTarget,
  awsTypes.cloudwatch.eventBus,
  awsTypes.sesv2.configurationSetEventDestination,
] as const;

/** What this resource makes AWS deliver, dead letters included. @throws {UnknownValue} */
export function deliveriesBy(stack: Stack, by: Resource): readonly Delivery[] {
  switch (by.type) {
    case awsTypes.sns.topicSubscription:
      return bySubscription(stack, by);
    case awsTypes.cloudwatch.eventTarget:
      return byTarget(stack, by);
    case awsTypes.cloudwatch.eventBus:
      return stack
        .named(by, "deadLetterConfig.arn", awsTypes.sqs.queue)
        .map((target) => ({ by, service: "events.amazonaws.com", source: by, target, callee: undefined }));
    case awsTypes.sesv2.configurationSetEventDestination:
      return byEmailEvents(stack, by);
    default:
      return [];
  }
}

function bySubscription(stack: Stack, by: Resource): readonly Delivery[] {
  const [source] = stack.named(by, "topic", awsTypes.sns.topic);
  if (source === undefined) return [];
  // An address of a person or a page outside is nothing that this stack could let in.
  const named = ["sqs", "lambda"].includes(by.text("protocol") ?? "") ? called(stack, by, "endpoint") : [];
  const dead = redriveQueueOf(stack, by);
  return [...named, ...(dead === undefined ? [] : [{ target: dead, callee: undefined }])].map((to) => ({
    by,
    service: "sns.amazonaws.com",
    source,
    ...to,
  }));
}

function byTarget(stack: Stack, by: Resource): readonly Delivery[] {
  const [source] = stack.named(by, "rule", awsTypes.cloudwatch.eventRule);
  if (source === undefined) return [];
  const dead = stack
    .named(by, "deadLetterConfig.arn", awsTypes.sqs.queue)
    .map((target) => ({ target, callee: undefined }));
  return [...called(stack, by, "arn"), ...dead].map((to) => ({ by, service: "events.amazonaws.com", source, ...to }));
}

type Addressee = Pick<Delivery, "target" | "callee">;

/** What a property names to deliver to. */
function called(stack: Stack, by: Resource, property: string): readonly Addressee[] {
  const found = stack.named(
    by,
    property,
    awsTypes.sqs.queue,
    awsTypes.sns.topic,
    awsTypes.lambda.alias,
    awsTypes.lambda.function,
  );
  return found.flatMap((named): readonly Addressee[] => {
    const callee = calleeAt(stack, named);
    if (callee !== undefined) return [{ target: callee.function, callee }];
    return named.type === awsTypes.sqs.queue || named.type === awsTypes.sns.topic
      ? [{ target: named, callee: undefined }]
      : [];
  });
}

function byEmailEvents(stack: Stack, by: Resource): readonly Delivery[] {
  const [source] = stack.named(by, "configurationSetName", awsTypes.sesv2.configurationSet);
  if (source === undefined) return [];
  return stack
    .named(by, "eventDestination.snsDestination.topicArn", awsTypes.sns.topic)
    .map((target) => ({ by, service: "ses.amazonaws.com", source, target, callee: undefined }));
}
