import {
  apiAccessLogs,
  apiAccountWritesLogs,
  apiDataTraceOff,
  apiExecutionLogs,
  apiTraced,
} from "../../../../policies/rules/apigateway/logs";
import { change, drop, resource, set, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { groupType, settingsType, stageType as type } from "../../../support/policies/shops/watched";

const logs = resource(groupType, "logs", { name: "/aws/apigateway/shop" });
const format = {
  requestId: "$context.requestId",
  status: "$context.status",
  ip: "$context.identity.sourceIp",
  method: "$context.httpMethod",
};

testRule(apiAccessLogs, {
  valid: [
    logs,
    resource(type, "stage", { accessLogSettings: { destinationArn: logs.state.arn, format: JSON.stringify(format) } }),
  ],
  refuses: {
    "a stage without access logs": [
      drop("stage", "accessLogSettings"),
      /destinationArn is not set, wanted the ARN of a log group[\s\S]*format is not set/,
    ],
    "an ARN with a star at its end": [
      set("stage", "accessLogSettings.destinationArn", `${logs.state.arn}:*`),
      /destinationArn is .*:\*, wanted the ARN of a log group of this stack/,
    ],
    "the log group of a function": [
      (valid) => [
        ...valid,
        resource("aws:lambda/function:Function", "create", { loggingConfig: { logGroup: "/aws/apigateway/shop" } }),
      ],
      "stage",
      /destinationArn is .*, wanted a log group that no function writes to/,
    ],
    "lines that are no JSON": [
      set("stage", "accessLogSettings.format", "$context.requestId $context.status"),
      /wanted a JSON object on one line/,
    ],
    "JSON on many lines": [
      set("stage", "accessLogSettings.format", JSON.stringify(format, null, 2)),
      /wanted a JSON object on one line/,
    ],
    "lines without the request id": [
      set("stage", "accessLogSettings.format", JSON.stringify({ ...format, requestId: "$context.requestid" })),
      /wanted values \$context\.requestId/,
    ],
  },
});

const accountType = "aws:apigateway/account:Account";
const role = resource("aws:iam/role:Role", "role", { name: "api-account" });
const says = /cloudwatchRoleArn is .*, wanted a role of this stack with AmazonAPIGatewayPushToCloudWatchLogs/;

testRule(apiAccountWritesLogs, {
  valid: [
    role,
    resource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "attachment", {
      role: "api-account",
      policyArn: "arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs",
    }),
    resource(accountType, "account", { cloudwatchRoleArn: role.state.arn }),
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

const executionLogs = resource(groupType, "logs", { name: "API-Gateway-Execution-Logs_abc123/prod" });
const executionRole = resource("aws:iam/role:Role", "role", {});

testRule(apiExecutionLogs, {
  valid: [
    executionLogs,
    executionRole,
    resource(accountType, "account", { cloudwatchRoleArn: executionRole.state.arn }),
    resource("aws:apigateway/restApi:RestApi", "shop", {}, { outputs: { id: "abc123" } }),
    resource(type, "stage", { restApi: "abc123", stageName: "prod" }, { dependencies: [executionLogs.urn] }),
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

const valid = [resource(settingsType, "settings", { settings: { dataTraceEnabled: false } })];

testRule(apiDataTraceOff, {
  valid,
  passes: { "AWS's default": drop("settings", "settings.dataTraceEnabled") },
  refuses: {
    "bodies in the log": [
      set("settings", "settings.dataTraceEnabled", true),
      /settings\.dataTraceEnabled is true, wanted false/,
    ],
    "a yes in words": [set("settings", "settings.dataTraceEnabled", "true"), /wanted false/],
  },
});

testRule(apiTraced, {
  valid: [resource(type, "stage", { xrayTracingEnabled: true })],
  refuses: {
    "AWS's default": [drop("stage", "xrayTracingEnabled"), /xrayTracingEnabled is not set, wanted true/],
    "tracing that is switched off": [set("stage", "xrayTracingEnabled", false), /xrayTracingEnabled is false/],
  },
});
