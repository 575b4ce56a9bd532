import { contextOf } from "../../aws/iam/conditions";
import type { Statement } from "../../aws/iam/document";
import { mayBeAllowed } from "../../aws/iam/evaluate";
import { awsTypes } from "../../aws/resource-types";
import type { Resource } from "../engine/resource";
import type { Stack } from "../engine/stack";
import { policiesOf } from "../wiring/functions";
import { statementsOf } from "./policy-documents";

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
    ...attachmentsOf(stack, role).flatMap((attachment) => stack.named(attachment, "policyArn", awsTypes.iam.policy)),
    ...role.texts("managedPolicyArns").flatMap((arn) => stack.holding(arn, awsTypes.iam.policy)),
  ];
  return [role, ...policiesOf(stack, role), ...managed].flatMap((bearer) =>
    statementsOf(bearer, "identity").map(({ statement }) => ({ bearer, statement })),
  );
}

/** Attachments of managed policies to a role. @throws {UnknownValue} */
export function attachmentsOf(stack: Stack, role: Resource): readonly Resource[] {
  const single = stack
    .ofType(awsTypes.iam.rolePolicyAttachment)
    .filter((attachment) => stack.named(attachment, "role", awsTypes.iam.role).includes(role));
  const shared = stack
    .ofType(awsTypes.iam.policyAttachment)
    .filter((attachment) =>
      attachment.texts("roles").some((name) => stack.holding(name, awsTypes.iam.role).includes(role)),
    );
  return [...single, ...shared];
}

/** Managed policies of a role that others keep, such as AWS. @throws {UnknownValue} */
export function foreignPoliciesOf(stack: Stack, role: Resource): readonly ForeignPolicy[] {
  const attached = attachmentsOf(stack, role).flatMap((attachment): ForeignPolicy[] => {
    if (stack.named(attachment, "policyArn", awsTypes.iam.policy).length > 0) return [];
    return [{ attachedBy: attachment, property: "policyArn", arn: attachment.text("policyArn") ?? "" }];
  });
  const listed = role
    .texts("managedPolicyArns")
    .filter((arn) => stack.holding(arn, awsTypes.iam.policy).length === 0)
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
  if (policy.type !== awsTypes.iam.policy) return false;
  const attachments = stack.ofType(
    awsTypes.iam.rolePolicyAttachment,
    awsTypes.iam.policyAttachment,
    awsTypes.iam.userPolicyAttachment,
    awsTypes.iam.groupPolicyAttachment,
  );
  if (attachments.some((attachment) => stack.named(attachment, "policyArn", awsTypes.iam.policy).includes(policy)))
    return false;
  return !stack.ofType(awsTypes.iam.role).some((role) => {
    const arns = role.texts("managedPolicyArns");
    return arns.some((arn) => stack.holding(arn, awsTypes.iam.policy).includes(policy));
  });
}
