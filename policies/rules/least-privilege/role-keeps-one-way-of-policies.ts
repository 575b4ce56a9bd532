import { resourceRule } from "../../engine/define";

const exclusive = [
  "aws:iam/policyAttachment:PolicyAttachment",
  "aws:iam/rolePoliciesExclusive:RolePoliciesExclusive",
  "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive",
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
  types: ["aws:iam/role:Role", ...exclusive],
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
