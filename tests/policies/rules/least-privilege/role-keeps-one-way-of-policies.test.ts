import { roleKeepsOneWayOfPolicies } from "../../../../policies/rules/least-privilege/role-keeps-one-way-of-policies";
import { resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { types } from "./fixture";
import { shop } from "./shop";

const role = { type: types.role, name: "shop-sender-role" } as const;

testRule(roleKeepsOneWayOfPolicies, {
  valid: shop,
  failing: [
    {
      title: "policies inside the role",
      change: (valid) => set(valid, role.name, "inlinePolicies", [{ name: "a", policy: "{}" }]),
      ...role,
      says: /inlinePolicies is .*wanted no such property/,
    },
    {
      title: "attachments inside the role",
      change: (valid) => set(valid, role.name, "managedPolicyArns", ["arn:aws:iam::aws:policy/X"]),
      ...role,
      says: /managedPolicyArns is/,
    },
    ...[
      "policyAttachment:PolicyAttachment",
      "rolePoliciesExclusive:RolePoliciesExclusive",
      "rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive",
    ].map((type) => ({
      title: type,
      change: () => [...shop, resource(`aws:iam/${type}`, "all", { roles: [role.name] })],
      type: `aws:iam/${type}`,
      name: "all",
      says: /wanted a RolePolicy or RolePolicyAttachment/,
    })),
  ],
});
