import { apiAccountWritesLogs } from "../../../../policies/rules/observability/api-account-writes-logs";
import { drop, resource, set, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";

const type = "aws:apigateway/account:Account";
const role = resource("aws:iam/role:Role", "role", { name: "api-account" });
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
  refuses: {
    "a role without the policy": [without("attachment"), "account", says],
    "a role with another policy": [
      set("attachment", "policyArn", "arn:aws:iam::aws:policy/ReadOnlyAccess"),
      "account",
      says,
    ],
    "the policy on another role": [set("attachment", "role", "somebody"), "account", says],
    "no role": [drop("account", "cloudwatchRoleArn"), says],
  },
});
