import type { Statement } from "../../aws/iam/document";
import type { Resource } from "../engine/resource";
import type { Stack } from "../engine/stack";
import { statementsIn } from "../iam/document";
import { policiesOf, roleOf } from "./functions";

/**
 * The statements in the inline policies of a function's role; undefined when another stack owns the role.
 *
 * @throws {UnknownValue} a policy is not known yet
 */
export function rightsOf(stack: Stack, lambda: Resource): readonly Statement[] | undefined {
  const role = roleOf(stack, lambda);
  if (role === undefined) return undefined;
  return policiesOf(stack, role).flatMap((policy) => statementsIn(policy, "policy") ?? []);
}
