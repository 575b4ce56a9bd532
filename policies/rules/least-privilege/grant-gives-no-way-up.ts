import { stackRule } from "../../engine/define";
import { conditionsOn, type Statement } from "../../iam/document";
import { coversName, hasWildcard } from "../../iam/match";
import { policyTypes, statementsOf } from "../../iam/policy-documents";
import { type ActionFacts, actionsFor } from "../../iam/reference";
import { grantsNothing } from "../../iam/roles";

export const grantGivesNoWayUp = stackRule({
  name: "grant-gives-no-way-up",
  concern: "least-privilege",
  description: "No grant lets its holder give itself, or others, more rights than it has.",
  rationale:
    "Who may write policies, make roles, keys of users or pass any role to a service has every right there is; so has who may take credentials that are not limited. Source: IAM's access level 'Permissions management', and the known ways of escalation.",
  remediation:
    "Leave the action out; where it must be, bound it: iam:PermissionsBoundary for making roles, exact role and iam:PassedToService for passing them.",
  controls: ["iam.escalation", "iam.pass-role", "iam.actions"],
  severity: "critical",
  async check(stack, { each, report }) {
    await each(stack.ofType(...policyTypes("identity")), async (subject) => {
      if (grantsNothing(stack, subject)) return;
      for (const { statement } of statementsOf(subject, "identity")) {
        if (statement.effect !== "Allow") continue;
        for (const action of (await Promise.all(statement.actions.map(actionsFor))).flat()) {
          const wanted = wantedFor(action, statement);
          if (wanted === undefined) continue;
          report(subject, `${statement.path}.Action`, action.name, wanted);
        }
      }
    });
  },
});

/** What would make a grant of the action harmless; undefined when it is. */
function wantedFor(action: ActionFacts, statement: Statement): string | undefined {
  const { name } = action;
  if (name === "iam:PassRole") {
    const limited = hasExact(statement, "iam:PassedToService") && !statement.resources.some(isAnyRole);
    return limited ? undefined : "exact roles with StringEquals on iam:PassedToService";
  }
  if (coversName("sts:AssumeRole*", name) || name === "sts:GetFederationToken") {
    return statement.resources.some(isAnyRole) ? "the ARN of one role" : undefined;
  }
  if (neverGranted.has(name)) return "no such grant";
  if (boundedByBoundary.has(name)) {
    return hasExact(statement, "iam:PermissionsBoundary") ? undefined : "StringEquals on iam:PermissionsBoundary";
  }
  // Of a named resource its owner may write the policy; of all of them nobody may. A role's own policies are judged above.
  const ofIdentities = action.service === "iam" && action.permissionsManagement && !narrowing.has(name);
  if (ofIdentities) return "no such grant";
  const wide = statement.resources.includes("*") && statement.conditions.length === 0;
  return action.permissionsManagement && wide ? "the ARNs whose permissions are managed" : undefined;
}

function hasExact(statement: Statement, key: string): boolean {
  const conditions = conditionsOn(statement, key).filter(({ operator }) => /^(String|Arn)Equals$/.test(operator));
  return conditions.length > 0 && conditions.every(({ values }) => !values.some(hasWildcard));
}

function isAnyRole(resource: string): boolean {
  return resource === "*" || /:role\/[*?]*$/.test(resource) || /:iam::[^:]*[*?]/.test(resource);
}

/** Ways to credentials, or to an identity beyond the stack's roles. Names as the reference spells them. */
const neverGranted: ReadonlySet<string> = new Set(
  [
    ...["AddUserToGroup", "CreateAccessKey", "CreateLoginProfile", "CreateUser", "DeactivateMFADevice"],
    ...["UpdateAccessKey", "UpdateLoginProfile", "CreatePolicyVersion", "SetDefaultPolicyVersion"],
    ...["AttachGroupPolicy", "AttachUserPolicy", "PutGroupPolicy", "PutUserPolicy", "DeleteRolePermissionsBoundary"],
    ...["DeleteUserPermissionsBoundary", "CreateSAMLProvider", "CreateOpenIDConnectProvider", "CreateVirtualMFADevice"],
  ].map((name) => `iam:${name}`),
);

/** Ways to more rights that a boundary on the role in question stops. */
const boundedByBoundary: ReadonlySet<string> = new Set(
  ["CreateRole", "PutRolePolicy", "AttachRolePolicy", "PutRolePermissionsBoundary", "UpdateAssumeRolePolicy"].map(
    (name) => `iam:${name}`,
  ),
);

/** Managing permissions downwards: taking away never gives anything, nor do roles that only their service can take. */
const narrowing: ReadonlySet<string> = new Set(
  ["DeleteRole", "DeleteRolePolicy", "DetachRolePolicy", "DeletePolicy", "CreateServiceLinkedRole", "UpdateRole"].map(
    (name) => `iam:${name}`,
  ),
);
