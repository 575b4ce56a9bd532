import { contextOf } from "../../aws/iam/conditions";
import type { Statement } from "../../aws/iam/document";
import { mayBeAllowed } from "../../aws/iam/evaluate";
import type { Resource } from "../engine/resource";
import type { Stack } from "../engine/stack";
import { policiesOf } from "../wiring/functions";
import { statementsOf } from "./policy-documents";

const roleType = "aws:iam/role:Role";
const policyType = "aws:iam/policy:Policy";

/** A statement of a role, and the resource that it stands in. */
export interface RoleStatement {
  readonly bearer: Resource;
  readonly statement: Statement;
}

/** Names and ARNs of managed policies of a role that are not made in this stack, with the resource that attaches each. */
export interface ForeignPolicy {
  readonly attachedBy: Resource;
  readonly property: string;
  readonly arn: string;
}

/**
 * Everything that policies of this stack say about what a role may do: inline, in the role itself, and managed.
 *
 * @throws {UnknownValue} a policy of the role, or whose it is, is not known yet
 */
export function roleStatements(stack: Stack, role: Resource): readonly RoleStatement[] {
  const managed = [
    ...attachmentsOf(stack, role).flatMap((attachment) => stack.named(attachment, "policyArn", policyType)),
    ...role.texts("managedPolicyArns").flatMap((arn) => stack.holding(arn, policyType)),
  ];
  return [role, ...policiesOf(stack, role), ...managed].flatMap((bearer) =>
    statementsOf(bearer, "identity").map(({ statement }) => ({ bearer, statement })),
  );
}

/** Attachments of managed policies to a role. @throws {UnknownValue} */
export function attachmentsOf(stack: Stack, role: Resource): readonly Resource[] {
  const single = stack
    .ofType("aws:iam/rolePolicyAttachment:RolePolicyAttachment")
    .filter((attachment) => stack.named(attachment, "role", roleType).includes(role));
  const shared = stack
    .ofType("aws:iam/policyAttachment:PolicyAttachment")
    .filter((attachment) => attachment.texts("roles").some((name) => stack.holding(name, roleType).includes(role)));
  return [...single, ...shared];
}

/** Managed policies of a role that others keep, such as AWS. @throws {UnknownValue} */
export function foreignPoliciesOf(stack: Stack, role: Resource): readonly ForeignPolicy[] {
  const attached = attachmentsOf(stack, role).flatMap((attachment): ForeignPolicy[] => {
    if (stack.named(attachment, "policyArn", policyType).length > 0) return [];
    return [{ attachedBy: attachment, property: "policyArn", arn: attachment.text("policyArn") ?? "" }];
  });
  const listed = role
    .texts("managedPolicyArns")
    .filter((arn) => stack.holding(arn, policyType).length === 0)
    .map((arn) => ({ attachedBy: role, property: "managedPolicyArns", arn }));
  return [...attached, ...listed];
}

const anyContext = contextOf({}, false);

/**
 * Whether the statements let somebody do this with the resource, conditions left aside: one allows it, and none refuses it without a
 * condition.
 *
 * @param whatConditions which statements may allow it; default: all
 */
export function allows(
  statements: readonly Statement[],
  action: string,
  resource: string,
  whatConditions: (statement: Statement) => boolean = () => true,
): boolean {
  const counting = statements.filter((statement) => statement.effect !== "Allow" || whatConditions(statement));
  return mayBeAllowed(counting, { action, resource, context: anyContext });
}

/**
 * Whether a managed policy gives nobody anything: one that nothing in the stack attaches, but that bounds roles, of this stack or of
 * those that are deployed under it. @throws {UnknownValue}
 */
export function grantsNothing(stack: Stack, policy: Resource): boolean {
  if (policy.type !== policyType) return false;
  const attachments = stack.ofType(
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    "aws:iam/policyAttachment:PolicyAttachment",
    "aws:iam/userPolicyAttachment:UserPolicyAttachment",
    "aws:iam/groupPolicyAttachment:GroupPolicyAttachment",
  );
  if (attachments.some((attachment) => stack.named(attachment, "policyArn", policyType).includes(policy))) return false;
  return !stack.ofType(roleType).some((role) => {
    const arns = role.texts("managedPolicyArns");
    return arns.some((arn) => stack.holding(arn, policyType).includes(policy));
  });
}
