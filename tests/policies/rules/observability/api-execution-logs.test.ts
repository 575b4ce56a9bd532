import { apiExecutionLogs } from "../../../../policies/rules/observability/api-execution-logs";
import { change, drop, resource, set, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { groupType, settingsType, stageType } from "./watched";

const logs = resource(groupType, "logs", { name: "API-Gateway-Execution-Logs_abc123/prod" });
const role = resource("aws:iam/role:Role", "role", {});
const accountType = "aws:apigateway/account:Account";

testRule(apiExecutionLogs, {
  valid: [
    logs,
    role,
    resource(accountType, "account", { cloudwatchRoleArn: role.state.arn }),
    resource("aws:apigateway/restApi:RestApi", "shop", {}, { outputs: { id: "abc123" } }),
    resource(stageType, "stage", { restApi: "abc123", stageName: "prod" }, { dependencies: [logs.urn] }),
    resource(settingsType, "settings", {
      restApi: "abc123",
      stageName: "prod",
      methodPath: "*/*",
      settings: { loggingLevel: "ERROR", metricsEnabled: true },
    }),
  ],
  refuses: {
    "a stage without settings": [without("settings"), "stage", /stageName is prod, wanted MethodSettings for \*\/\*/],
    "settings of another stage": [set("settings", "stageName", "test"), "stage", /wanted MethodSettings/],
    "settings for one method": [
      set("settings", "methodPath", "orders/POST"),
      "stage",
      /wanted MethodSettings for \*\/\*/,
    ],
    "no execution log": [
      set("settings", "settings.loggingLevel", "OFF"),
      /settings\.loggingLevel is OFF, wanted ERROR or INFO/,
    ],
    "AWS's default, which logs nothing": [drop("settings", "settings.loggingLevel"), /loggingLevel is not set/],
    "no metrics": [set("settings", "settings.metricsEnabled", false), /settings\.metricsEnabled is false, wanted true/],
    "a group that API Gateway makes itself": [
      without("logs"),
      "stage",
      /wanted the log group 'API-Gateway-Execution-Logs_abc123\/prod', declared/,
    ],
    "a group of another stage": [
      set("logs", "name", "API-Gateway-Execution-Logs_abc123/test"),
      "stage",
      /wanted the log group/,
    ],
    "a group that is made too late": [
      change("stage", (item) => ({ ...item, dependencies: [] })),
      /dependsOn is logs, wanted the log group/,
    ],
    "an account without a role for logs": [drop("account", "cloudwatchRoleArn"), /cloudwatchRoleArn is not set/],
  },
});
