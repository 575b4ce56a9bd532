import * as z from "zod";
import { parseArn } from "../../../aws/arn";
import { awsTypes } from "../../../aws/resource-types";
import { resourceRule, stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import { documentsOf } from "../../iam/policy-documents";
import { usersOf } from "../../iam/role-users";
import { foreignPoliciesOf } from "../../iam/roles";
import { collect, fitting } from "../../wiring/collect";
import { functionsOf, roleOf } from "../../wiring/functions";

export const managedPolicyIsAttached = stackRule({
  name: "managed-policy-is-attached",
  concern: "least-privilege",
  description: "A managed policy is attached to a role of the stack, or is a boundary.",
  rationale:
    "What is attached to nothing gives nothing today and anything tomorrow, by one click that no review sees. Source: IAM's guide, managed policies.",
  remediation: "Attach it, name it as permissionsBoundary, or leave it out.",
  controls: ["least.unused-grants"],
  severity: "medium",
  parameters: {
    boundaries: z
      .array(z.string())
      .default(["-runtime-boundary-", "-service-boundary-"])
      .describe("Parts of the names of boundaries whose roles are made elsewhere: by what is deployed later."),
  },
  async check(stack, { parameters: { boundaries }, each, report }) {
    const users = collect(stack.ofType(awsTypes.iam.rolePolicyAttachment, awsTypes.iam.role), (user) => [
      ...stack.named(user, "policyArn", awsTypes.iam.policy),
      ...stack.named(user, "permissionsBoundary", awsTypes.iam.policy),
    ]);
    await each(stack.ofType(awsTypes.iam.policy), (policy) => {
      const name = `-${policy.text("name") ?? policy.name}-`;
      if (boundaries.some((part) => name.includes(part))) return;
      if (fitting(users, (used) => used === policy).length > 0) return;
      report(policy, "attachment", undefined, "a role that has it");
    });
  },
});

const exclusive: readonly string[] = [
  awsTypes.iam.policyAttachment,
  awsTypes.iam.rolePoliciesExclusive,
  awsTypes.iam.rolePolicyAttachmentsExclusive,
];

export const roleKeepsOneWayOfPolicies = resourceRule({
  name: "role-keeps-one-way-of-policies",
  concern: "least-privilege",
  description: "A role's policies are resources of their own, and nothing else manages them.",
  rationale:
    "The inputs inlinePolicies and managedPolicyArns, and the exclusive resources remove, in the next deployment, what RolePolicy resources have added: functions lose their rights in turns. Source: the provider's notes on Role.",
  remediation: "Declare each policy as a RolePolicy, and attach managed ones by RolePolicyAttachment.",
  controls: ["iam.role-conflict"],
  severity: "medium",
  types: [awsTypes.iam.role, ...exclusive],
  check(resource, { report }) {
    if (exclusive.includes(resource.type)) {
      report(resource, "policy", resource.type, "a RolePolicy or RolePolicyAttachment");
      return;
    }
    for (const property of ["inlinePolicies", "managedPolicyArns"]) {
      // Outputs of a role repeat what is attached to it: only inputs, which resource rules see, are somebody's will.
      const found = resource.list(property);
      if (found.length > 0) report(resource, property, found, "no such property");
    }
  },
});

/** Managed policies that AWS maintains for its services, and that cannot be replaced by own statements: names below `policy/`. */
const forServices = [
  "service-role/AmazonAPIGatewayPushToCloudWatchLogs",
  "service-role/AWSBackupServiceRolePolicyForBackup",
  "service-role/AWSBackupServiceRolePolicyForRestores",
  "service-role/AWSCodeDeployRoleForLambdaLimited",
];

export const roleTakesNoBroadManagedPolicy = stackRule({
  name: "role-takes-no-broad-managed-policy",
  concern: "least-privilege",
  description:
    "No managed policy that others keep, save those of AWS for a service's own role; none at all for a function.",
  rationale:
    "Such policies are written for every account: they name no resource, and AWS adds to them. An administrator's or a ...FullAccess policy is the account.",
  remediation: "Grant the exact actions in a policy of the stack.",
  controls: ["iam.managed-policies", "lambda.role"],
  severity: "critical",
  parameters: {
    services: z.array(z.string()).default(forServices).describe("AWS's policies that a role of a service may have"),
  },
  async check(stack, { each, report, parameters }) {
    await each(stack.ofType(awsTypes.iam.role), (role) => {
      const isOfFunction = functionsOf(stack).some((lambda) => roleOf(stack, lambda) === role);
      const allowed = isOfFunction ? [] : parameters.services;
      for (const { attachedBy, property, arn } of foreignPoliciesOf(stack, role)) {
        if (allowed.some((name) => isOfAws(arn, name))) continue;
        report(attachedBy, property, arn, `a policy of the stack${listed(allowed)}`);
      }
    });
    const elsewhere = [awsTypes.iam.userPolicyAttachment, awsTypes.iam.groupPolicyAttachment];
    await each(stack.ofType(...elsewhere), (attachment) => {
      if (stack.named(attachment, "policyArn", awsTypes.iam.policy).length > 0) return;
      const found = attachment.text("policyArn");
      report(attachment, "policyArn", found, "a policy of the stack");
    });
  },
});

function isOfAws(arn: string, name: string): boolean {
  const parts = parseArn(arn);
  return parts?.service === "iam" && parts.account === "aws" && parts.resource === `policy/${name}`;
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? "" : `, or one of ${names.join(", ")}`;
}

export const roleTrustsItsUser = stackRule({
  name: "role-trusts-its-user",
  concern: "least-privilege",
  description: "A role is used, by one resource, and trusts the service of that resource and no other.",
  rationale:
    "A shared role has the rights of all that use it; a role that nobody uses is a right that nobody watches; a role that trusts another service cannot be taken by its own.",
  remediation:
    "Give every function and every other resource a role of its own, trusting its service; remove roles without a user.",
  controls: ["least.one-role", "iam.trust", "lambda.role"],
  severity: "high",
  async check(stack, { each, report }) {
    const usersByRole = usersOf(stack);
    await each(stack.ofType(awsTypes.iam.role), (role) => {
      const statements = documentsOf(role, "trust").flatMap((document) => document.statements ?? []);
      const trusted = statements.flatMap((statement) => statement.principals);
      const services = trusted.flatMap(({ kind, values }) => (kind === "Service" ? values : []));
      // Who brings a token of an identity provider is not in the stack.
      if (trusted.some(({ kind }) => kind === "Federated") && services.length === 0) return;
      const users = usersByRole.get(role) ?? [];
      // Deployment groups of one application shift calls under one role.
      const applications = new Set(users.map((user) => (isGroup(user) ? user.text("appName") : user.urn)));
      if (applications.size !== 1) {
        const found = users.map(({ name }) => name);
        report(role, "arn", found, "one resource of the stack that uses the role");
      }
      for (const user of users) {
        const wanted = serviceOf(user.type);
        if (wanted === undefined || services.includes(wanted)) continue;
        const problem = { found: services, wanted: `${wanted}, for '${user.name}' uses the role` };
        report(role, "assumeRolePolicy", problem.found, problem.wanted);
      }
    });
    await each(stack.ofType(awsTypes.lambda.function), (lambda) => {
      if (stack.named(lambda, "role", awsTypes.iam.role).length > 0) return;
      const found = lambda.text("role");
      report(lambda, "role", found, "a role of this stack, which these rules can judge");
    });
  },
});

function isGroup({ type }: Resource): boolean {
  return type === awsTypes.codedeploy.deploymentGroup;
}

/** Service principals by the beginning of a type, where they are not called as its package is; the longer ones first. */
const principals: readonly (readonly [type: string, principal: string])[] = [
  ["aws:cloudwatch/logSubscriptionFilter", "logs"],
  ["aws:cloudwatch/logDestination", "logs"],
  ["aws:cloudwatch/", "events"],
  ["aws:ec2/flowLog", "vpc-flow-logs"],
  ["aws:sfn/", "states"],
  ["aws:cfg/", "config"],
];

function serviceOf(type: string): string | undefined {
  const service = principals.find(([beginning]) => type.startsWith(beginning))?.[1] ?? /^aws:(\w+)\//.exec(type)?.[1];
  return service === undefined ? undefined : `${service}.amazonaws.com`;
}
