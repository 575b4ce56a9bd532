import { awsTypes } from "../../aws/resource-types";
import type { Resource } from "../engine/resource";
import type { Stack } from "../engine/stack";
import { redriveQueueOf } from "./dead-letters";
import { type Callee, calleeAt } from "./functions";

/** A delivery by an AWS service under its own service principal: the target's policy must allow it. */
export interface Delivery {
  /** The resource that declares it. */
  readonly by: Resource;
  /** The service principal, such as `sns.amazonaws.com`. */
  readonly service: string;
  /** The resource on whose behalf the service calls: its ARN is the `aws:SourceArn`. */
  readonly source: Resource;
  /** The queue, topic or function that receives it. */
  readonly target: Resource;
  /** For a function: what exactly is called. */
  readonly callee: Callee | undefined;
}

/** Types that declare deliveries. */
export const deliveringTypes = [
  awsTypes.sns.topicSubscription,
  awsTypes.cloudwatch.eventTarget,
  awsTypes.cloudwatch.eventBus,
  awsTypes.sesv2.configurationSetEventDestination,
] as const;

/** The deliveries that this resource makes AWS perform, dead letters included. @throws {UnknownValue} */
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
  // Email addresses and URLs outside AWS have no policy that could allow the delivery.
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

/** The targets that a property names. */
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
