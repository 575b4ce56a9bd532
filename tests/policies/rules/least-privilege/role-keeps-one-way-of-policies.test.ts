import { roleKeepsOneWayOfPolicies } from "../../../../policies/rules/least-privilege/role-keeps-one-way-of-policies";
import { resource, set } from "../../../support/policies/resources";
import { casesOf, testRule } from "../../../support/policies/rule-cases";
import { shop } from "./shop";

const role = "shop-sender-role";

testRule(roleKeepsOneWayOfPolicies, {
  valid: shop,
  refuses: {
    "policies inside the role": [
      set(role, "inlinePolicies", [{ name: "a", policy: "{}" }]),
      /inlinePolicies is .*wanted no such property/,
    ],
    "attachments inside the role": [
      set(role, "managedPolicyArns", ["arn:aws:iam::aws:policy/X"]),
      /managedPolicyArns is/,
    ],
    ...casesOf(
      [
        "policyAttachment:PolicyAttachment",
        "rolePoliciesExclusive:RolePoliciesExclusive",
        "rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive",
      ],
      (type) => [
        type,
        (valid) => [...valid, resource(`aws:iam/${type}`, "all", { roles: [role] })],
        "all",
        /wanted a RolePolicy or RolePolicyAttachment/,
      ],
    ),
  },
});
