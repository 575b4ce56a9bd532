import { apiExecutionLogs } from "../../../../policies/rules/observability/api-execution-logs";
import { change, drop, resource, set, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { groupType, settingsType, stageType } from "./watched";

const stage = { type: stageType, name: "stage" };
const settings = { type: settingsType, name: "settings" };
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
  failing: [
    {
      title: "a stage without settings",
      change: (valid) => without(valid, "settings"),
      ...stage,
      says: /stageName is prod, wanted MethodSettings for \*\/\*/,
    },
    {
      title: "settings of another stage",
      change: (valid) => set(valid, "settings", "stageName", "test"),
      ...stage,
      says: /wanted MethodSettings/,
    },
    {
      title: "settings for one method",
      change: (valid) => set(valid, "settings", "methodPath", "orders/POST"),
      ...stage,
      says: /wanted MethodSettings for \*\/\*/,
    },
    {
      title: "no execution log",
      change: (valid) => set(valid, "settings", "settings.loggingLevel", "OFF"),
      ...settings,
      says: /settings\.loggingLevel is OFF, wanted ERROR or INFO/,
    },
    {
      title: "AWS's default, which logs nothing",
      change: (valid) => drop(valid, "settings", "settings.loggingLevel"),
      ...settings,
      says: /loggingLevel is not set/,
    },
    {
      title: "no metrics",
      change: (valid) => set(valid, "settings", "settings.metricsEnabled", false),
      ...settings,
      says: /settings\.metricsEnabled is false, wanted true/,
    },
    {
      title: "a group that API Gateway makes itself",
      change: (valid) => without(valid, "logs"),
      ...stage,
      says: /wanted the log group 'API-Gateway-Execution-Logs_abc123\/prod', declared/,
    },
    {
      title: "a group of another stage",
      change: (valid) => set(valid, "logs", "name", "API-Gateway-Execution-Logs_abc123/test"),
      ...stage,
      says: /wanted the log group/,
    },
    {
      title: "a group that is made too late",
      change: (valid) => change(valid, "stage", (item) => ({ ...item, dependencies: [] })),
      ...stage,
      says: /dependsOn is logs, wanted the log group/,
    },
    {
      title: "an account without a role for logs",
      change: (valid) => drop(valid, "account", "cloudwatchRoleArn"),
      type: accountType,
      name: "account",
      says: /cloudwatchRoleArn is not set/,
    },
  ],
});
