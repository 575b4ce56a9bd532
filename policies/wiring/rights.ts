import type { Resource } from "../engine/resource";
import type { Stack } from "../engine/stack";
import { type Statement, statementsIn } from "../iam/document";
import { covers, coversName } from "../iam/match";
import { policiesOf, roleOf } from "./functions";

/**
 * What the inline policies of a function's role say; undefined when the role is made elsewhere.
 *
 * @throws {UnknownValue} a policy is not known yet
 */
export function rightsOf(stack: Stack, lambda: Resource): readonly Statement[] | undefined {
  const role = roleOf(stack, lambda);
  if (role === undefined) return undefined;
  return policiesOf(stack, role).flatMap((policy) => statementsIn(policy, "policy") ?? []);
}

/** Whether these statements allow the action on the resource, conditions left aside, and none denies it outright. */
export function allows(statements: readonly Statement[], action: string, resource: string): boolean {
  const meant = statements.filter((statement) => isAbout(statement, action, resource));
  return (
    meant.some(({ effect }) => effect === "Allow") &&
    !meant.some(({ effect, conditions }) => effect === "Deny" && conditions.length === 0)
  );
}

/** Whether a statement names the action and the resource. */
export function isAbout(statement: Statement, action: string, resource: string): boolean {
  return (
    statement.actions.some((pattern) => coversName(pattern, action)) &&
    statement.resources.some((pattern) => covers(pattern, resource))
  );
}
