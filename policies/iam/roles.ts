import { contextOf } from "../../aws/iam/conditions";
import type { Statement } from "../../aws/iam/document";
import { mayBeAllowed } from "../../aws/iam/evaluate";
import { awsTypes } from "../../aws/resource-types";
import type { Resource } from "../engine/resource";
import type { Stack } from "../engine/stack";
import { policiesOf } from "../wiring/functions";
import { statementsOf } from "./policy-documents";

/** A statement of a role's policy, and the resource that contains it. */
export interface RoleStatement {
  readonly bearer: Resource;
  readonly statement: Statement;
}

/** A managed policy that a role has but this stack does not create: its name or ARN, and the resource that attaches it. */
export interface ForeignPolicy {
  readonly attachedBy: Resource;
  readonly property: string;
  readonly arn: string;
}

/**
 * Every statement on what a role may do, from the policies of this stack: separate inline policies, those in the role, and managed ones.
 *
 * @throws {UnknownValue} a policy of the role, or the role that a policy belongs to, is not known yet
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

/** Managed policies of a role that this stack does not create, such as AWS's. @throws {UnknownValue} */
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
 * Whether the statements allow the action on the resource, conditions ignored: one statement allows it, and none denies it
 * unconditionally.
 *
 * @param whatConditions which Allow statements count; default: all
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
 * Whether a managed policy grants nothing: nothing in the stack attaches it, so it can only be the permissions boundary of roles, of this
 * stack or of stacks deployed later. @throws {UnknownValue}
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
