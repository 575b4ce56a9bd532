import { isAllowed } from "../../aws/iam/evaluate";
import { type ServiceCall, serviceRequest } from "../../aws/iam/service-request";
import type { Resource } from "../engine/resource";
import { statementsIn } from "../iam/document";

/** Who wants to publish: a service, in the name of a resource. */
export type Publisher = Pick<ServiceCall, "service" | "sourceArn">;

/**
 * Whether a topic policy surely lets a service publish: what cannot be known, such as a condition on a key that may be absent, never
 * holds for an Allow, and always for a Deny.
 *
 * @param property holds the policy
 * @throws {UnknownValue}
 */
export function mayPublish(policy: Resource, property: string, topicArn: string, publisher: Publisher): boolean {
  const call = { ...publisher, action: "sns:Publish", resource: topicArn };
  return isAllowed(statementsIn(policy, property) ?? [], serviceRequest(call));
}
