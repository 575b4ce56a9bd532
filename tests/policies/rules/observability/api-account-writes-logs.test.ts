import { apiAccountWritesLogs } from "../../../../policies/rules/observability/api-account-writes-logs";
import { drop, resource, set, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";

const type = "aws:apigateway/account:Account";
const role = resource("aws:iam/role:Role", "role", { name: "api-account" });
const account = { type, name: "account" };
const says = /cloudwatchRoleArn is .*, wanted a role of this stack with AmazonAPIGatewayPushToCloudWatchLogs/;

testRule(apiAccountWritesLogs, {
  valid: [
    role,
    resource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "attachment", {
      role: "api-account",
      policyArn: "arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs",
    }),
    resource(type, "account", { cloudwatchRoleArn: role.state.arn }),
  ],
  failing: [
    { title: "a role without the policy", change: (valid) => without(valid, "attachment"), ...account, says },
    {
      title: "a role with another policy",
      change: (valid) => set(valid, "attachment", "policyArn", "arn:aws:iam::aws:policy/ReadOnlyAccess"),
      ...account,
      says,
    },
    {
      title: "the policy on another role",
      change: (valid) => set(valid, "attachment", "role", "somebody"),
      ...account,
      says,
    },
    { title: "no role", change: (valid) => drop(valid, "account", "cloudwatchRoleArn"), ...account, says },
  ],
});
