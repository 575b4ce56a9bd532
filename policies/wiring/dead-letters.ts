import { awsTypes } from "../../aws/resource-types";
import type { Resource } from "../engine/resource";
import type { Stack } from "../engine/stack";
import { UnknownValue } from "../engine/unknown";
import { type Collected, collect } from "./collect";

/** The redrive policy of a queue or a subscription. */
export interface Redrive {
  readonly deadLetterTargetArn: unknown;
  readonly maxReceiveCount: unknown;
}

/** The redrive policy; undefined when there is none or it cannot be parsed. @throws {UnknownValue} */
export function redriveOf(resource: Resource): Redrive | undefined {
  const policy = resource.json("redrivePolicy");
  if (typeof policy !== "object" || policy === null) return undefined;
  return {
    deadLetterTargetArn: Reflect.get(policy, "deadLetterTargetArn"),
    maxReceiveCount: Reflect.get(policy, "maxReceiveCount"),
  };
}

/** The queue of this stack that a redrive policy names. @throws {UnknownValue} neither its value nor its origin is known */
export function redriveQueueOf(stack: Stack, resource: Resource): Resource | undefined {
  try {
    const target = redriveOf(resource)?.deadLetterTargetArn;
    return typeof target === "string" ? stack.holding(target, awsTypes.sqs.queue)[0] : undefined;
  } catch (error) {
    if (!(error instanceof UnknownValue)) throw error;
    return stack.named(resource, "redrivePolicy", awsTypes.sqs.queue)[0];
  }
}

/** Properties that name a queue for failed messages or events. Redrive policies are read separately. */
const failureProperties: readonly (readonly [type: string, property: string])[] = [
  [awsTypes.cloudwatch.eventTarget, "deadLetterConfig.arn"],
  [awsTypes.cloudwatch.eventBus, "deadLetterConfig.arn"],
  [awsTypes.lambda.function, "deadLetterConfig.targetArn"],
  [awsTypes.lambda.functionEventInvokeConfig, "destinationConfig.onFailure.destination"],
  [awsTypes.lambda.eventSourceMapping, "destinationConfig.onFailure.destinationArn"],
];

/** A queue for messages or events that failed elsewhere. */
export interface DeadLetters {
  readonly queue: Resource;
  /** The resource that names it. */
  readonly by: Resource;
}

/** Every queue that a resource names for failed messages or events. */
export function deadLettersOf(stack: Stack): Collected<DeadLetters> {
  const redriving: readonly string[] = [awsTypes.sqs.queue, awsTypes.sns.topicSubscription];
  const sources = stack.ofType(...redriving, ...new Set(failureProperties.map(([type]) => type)));
  return collect(sources, (by) => {
    const direct = failureProperties
      .filter(([type]) => type === by.type)
      .flatMap(([, property]) => stack.named(by, property, awsTypes.sqs.queue));
    const redrive = redriving.includes(by.type) ? redriveQueueOf(stack, by) : undefined;
    return [...direct, ...(redrive === undefined ? [] : [redrive])].map((queue) => ({ queue, by }));
  });
}
