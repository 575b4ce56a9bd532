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
  refuses: {
    "a policy that no role has": [
      without("attachment"),
      "deploys",
      /'deploys': attachment is not set, wanted a role that has it/,
    ],
    "an attachment of another policy": [
      set("attachment", "policyArn", `${deploys.state.arn}x`),
      "deploys",
      /wanted a role that has it/,
    ],
    "a boundary that no role has": [drop("role", "permissionsBoundary"), "bounds", /wanted a role that has it/],
  },
});
