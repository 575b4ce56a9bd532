import * as z from "zod";
import { stackRule } from "../../engine/define";
import { parseArn } from "../../iam/arn";
import { foreignPoliciesOf } from "../../iam/roles";
import { functionsOf, roleOf } from "../../wiring/functions";

/** What AWS keeps for a service that nobody else can write down: by name below `policy/`. */
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
    await each(stack.ofType("aws:iam/role:Role"), (role) => {
      const isOfFunction = functionsOf(stack).some((lambda) => roleOf(stack, lambda) === role);
      const allowed = isOfFunction ? [] : parameters.services;
      for (const { attachedBy, property, arn } of foreignPoliciesOf(stack, role)) {
        if (allowed.some((name) => isOfAws(arn, name))) continue;
        report(attachedBy, property, arn, `a policy of the stack${listed(allowed)}`);
      }
    });
    const elsewhere = [
      "aws:iam/userPolicyAttachment:UserPolicyAttachment",
      "aws:iam/groupPolicyAttachment:GroupPolicyAttachment",
    ];
    await each(stack.ofType(...elsewhere), (attachment) => {
      if (stack.named(attachment, "policyArn", "aws:iam/policy:Policy").length > 0) return;
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
