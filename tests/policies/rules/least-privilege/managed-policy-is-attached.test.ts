import { managedPolicyIsAttached } from "../../../../policies/rules/least-privilege/managed-policy-is-attached";
import { drop, resource, set, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";

const type = "aws:iam/policy:Policy";
const deploys = resource(type, "deploys", { name: "backoffice-deploys-prod" });
const bounds = resource(type, "bounds", { name: "backoffice-bounds-prod" });

testRule(managedPolicyIsAttached, {
  valid: [
    deploys,
    bounds,
    resource(type, "runtime", { name: "backoffice-runtime-boundary-prod" }),
    resource("aws:iam/role:Role", "role", { name: "deployer", permissionsBoundary: bounds.state.arn }),
    resource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "attachment", {
      role: "deployer",
      policyArn: deploys.state.arn,
    }),
  ],
  failing: [
    {
      title: "a policy that no role has",
      change: (valid) => without(valid, "attachment"),
      type,
      name: "deploys",
      says: /'deploys': attachment is not set, wanted a role that has it/,
    },
    {
      title: "an attachment of another policy",
      change: (valid) => set(valid, "attachment", "policyArn", `${deploys.state.arn}x`),
      type,
      name: "deploys",
      says: /wanted a role that has it/,
    },
    {
      title: "a boundary that no role has",
      change: (valid) => drop(valid, "role", "permissionsBoundary"),
      type,
      name: "bounds",
      says: /wanted a role that has it/,
    },
  ],
});
