import * as z from "zod";
import { conditionsOn, type Statement } from "../../../aws/iam/document";
import { coversName, hasWildcard, overlaps } from "../../../aws/iam/pattern";
import { awsTypes } from "../../../aws/resource-types";
import type { PipelineName } from "../../../components/pipelines";
import { stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import type { Stack } from "../../engine/stack";
import { isUnknown } from "../../engine/unknown";
import { grantableArns, usableTypes } from "../../iam/named-resources";
import { pipelineOf } from "../../iam/pipelines";
import { policyTypes, statementsOf } from "../../iam/policy-documents";
import { type ActionFacts, actionsFor } from "../../iam/reference";
import { grantsNothing, roleStatements } from "../../iam/roles";
import { functionsOf, roleOf } from "../../wiring/functions";

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
    await each(stack.ofType(...policyTypes("identity")), async (resource) => {
      if (grantsNothing(stack, resource)) return;
      for (const { statement } of statementsOf(resource, "identity")) {
        if (statement.effect !== "Allow") continue;
        for (const action of (await Promise.all(statement.actions.map(actionsFor))).flat()) {
          const wanted = wantedFor(action, statement);
          if (wanted === undefined) continue;
          report(resource, `${statement.path}.Action`, action.name, wanted);
        }
      }
    });
  },
});

/** The limit that makes a grant of the action acceptable; undefined when it has it already. */
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
  // The policy of one named resource may be granted, that of all resources may not. No grant may manage the permissions of IAM identities.
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

/** Actions that give credentials, or an identity other than the stack's roles. Spelt as in AWS's reference. */
const neverGranted: ReadonlySet<string> = new Set(
  [
    ...["AddUserToGroup", "CreateAccessKey", "CreateLoginProfile", "CreateUser", "DeactivateMFADevice"],
    ...["UpdateAccessKey", "UpdateLoginProfile", "CreatePolicyVersion", "SetDefaultPolicyVersion"],
    ...["AttachGroupPolicy", "AttachUserPolicy", "PutGroupPolicy", "PutUserPolicy", "DeleteRolePermissionsBoundary"],
    ...["DeleteUserPermissionsBoundary", "CreateSAMLProvider", "CreateOpenIDConnectProvider", "CreateVirtualMFADevice"],
  ].map((name) => `iam:${name}`),
);

/** Actions that give a role more rights; the permissions boundary of that role limits them. */
const boundedByBoundary: ReadonlySet<string> = new Set(
  ["CreateRole", "PutRolePolicy", "AttachRolePolicy", "PutRolePermissionsBoundary", "UpdateAssumeRolePolicy"].map(
    (name) => `iam:${name}`,
  ),
);

/** Actions that manage permissions without adding any: they remove rights, or make roles that only an AWS service can assume. */
const narrowing: ReadonlySet<string> = new Set(
  ["DeleteRole", "DeleteRolePolicy", "DetachRolePolicy", "DeletePolicy", "CreateServiceLinkedRole", "UpdateRole"].map(
    (name) => `iam:${name}`,
  ),
);

const flow = z.strictObject({
  /** Pipeline of the function; `*` for every pipeline. */
  from: z.string(),
  /** Pipeline of the resource. */
  to: z.string(),
  actions: z.array(z.string()).min(1),
});
type Flow = z.infer<typeof flow>;

/** How the shop's data flows between pipelines, as in the diagram of docs/architecture.md. */
const dataFlow = [
  { from: "*", to: "monitoring", actions: ["dynamodb:PutItem"] },
  { from: "orders", to: "confirmations", actions: ["sns:Publish"] },
  { from: "orders", to: "shipments", actions: ["events:PutEvents"] },
  { from: "shipments", to: "notifications", actions: ["sns:Publish"] },
  // The fallback email is sent from the shop's only verified identity.
  { from: "notifications", to: "confirmations", actions: ["ses:SendEmail"] },
] satisfies (Flow & { readonly from: PipelineName | "*"; readonly to: PipelineName })[];

export const grantStaysInItsPipeline = stackRule({
  name: "grant-stays-in-its-pipeline",
  concern: "least-privilege",
  description:
    "A function reaches into another pipeline only where the data flow of the design does, with the action that it names there.",
  rationale:
    "Pipelines that read and write each other's tables and queues can no longer be changed, or broken into, one by one; the error log is worth nothing when those who write it can also change it.",
  remediation:
    "Send an event or a message over the other pipeline's topic or bus, or write the new flow into the parameter 'flows' and into the design.",
  controls: ["least.cross-pipeline"],
  severity: "high",
  parameters: { flows: z.array(flow).default(dataFlow).describe("grants that may cross from one pipeline to another") },
  async check(stack, { each, report, parameters }) {
    const owners = ownersByArn(stack);
    await each(functionsOf(stack), (lambda) => {
      const role = roleOf(stack, lambda);
      if (role === undefined) return; // role-trusts-its-user reports it
      const from = pipelineOf(stack, lambda);
      for (const { bearer, statement } of roleStatements(stack, role)) {
        if (statement.effect !== "Allow") continue;
        for (const resource of statement.resources) {
          for (const owner of ownersOf(resource, owners)) {
            const to = pipelineOf(stack, owner);
            const refused = statement.actions.filter((action) => !flows(parameters.flows, from, to, action));
            if (to === from || refused.length === 0) continue;
            const found = `${refused.join(", ")} on '${owner.name}'`;
            const wanted = `no such right from ${from} to ${to}`;
            report(bearer, statement.path, found, wanted);
          }
        }
      }
    });
  },
});

function flows(allowed: readonly Flow[], from: string, to: string, action: string): boolean {
  return allowed.some(
    (one) => (one.from === "*" || one.from === from) && one.to === to && one.actions.includes(action),
  );
}

/** Resources of the stack that store or pass on data, by every ARN that a grant can name. Keys are left out: all pipelines share them. */
function ownersByArn(stack: Stack): ReadonlyMap<string, Resource> {
  const emailTypes = [awsTypes.sesv2.emailIdentity, awsTypes.sesv2.configurationSet];
  const rest = [awsTypes.cloudwatch.logGroup, awsTypes.lambda.function];
  const owners = new Map<string, Resource>();
  for (const resource of stack.ofType(...usableTypes, ...emailTypes, ...rest)) {
    const { arn, streamArn } = resource.raw.props;
    if (typeof arn !== "string" || isUnknown(arn)) continue;
    for (const each of [...grantableArns(resource), streamArn, `${arn}:*`]) {
      if (typeof each === "string") owners.set(each, resource);
    }
  }
  return owners;
}

function ownersOf(resource: string, owners: ReadonlyMap<string, Resource>): ReadonlySet<Resource> {
  const exact = owners.get(resource);
  if (exact !== undefined) return new Set([exact]);
  if (!hasWildcard(resource) || resource === "*") return new Set();
  return new Set([...owners].filter(([arn]) => overlaps(resource, arn)).map(([, owner]) => owner));
}
