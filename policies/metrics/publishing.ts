import { isAllowed } from "../../aws/iam/evaluate";
import { serviceRequest } from "../../aws/iam/service-request";
import { awsTypes } from "../../aws/resource-types";
import type { Resource } from "../engine/resource";
import type { StackContext } from "../engine/rule";
import type { Stack } from "../engine/stack";
import { statementsIn } from "../iam/document";

/** Judges resources one by one, as rules do. */
export type Each = StackContext<unknown>["each"];

/** The policy of each topic that has one of its own. */
export async function policiesByTopic(stack: Stack, each: Each): Promise<ReadonlyMap<Resource, Resource>> {
  const found = new Map<Resource, Resource>();
  await each(stack.ofType(awsTypes.sns.topicPolicy), (policy) => {
    for (const topic of stack.named(policy, "arn", awsTypes.sns.topic)) found.set(topic, policy);
  });
  return found;
}

/**
 * Whether a topic surely lets a service publish in the name of a resource: what cannot be known, such as a condition on a key that nobody
 * knows to come, never holds for an Allow, and always for a Deny.
 *
 * @param policy the topic's own; undefined when it has none
 * @throws {UnknownValue}
 */
export function topicLetsIn(topic: Resource, policy: Resource | undefined, service: string, source: Resource): boolean {
  const resource = topic.text("arn") ?? "";
  const call = { service, sourceArn: source.text("arn") ?? "", action: "sns:Publish", resource };
  const allows = (bearer: Resource) => isAllowed(statementsIn(bearer, "policy") ?? [], serviceRequest(call));
  if (policy !== undefined) return allows(policy);
  // AWS's default lets in everything of the topic's own account.
  return topic.value("policy") === undefined || allows(topic);
}
