import { apiAccessLogs } from "../../../../policies/rules/observability/api-access-logs";
import { drop, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { groupType, stageType as type } from "./watched";

const logs = resource(groupType, "logs", { name: "/aws/apigateway/shop" });
const format = {
  requestId: "$context.requestId",
  status: "$context.status",
  ip: "$context.identity.sourceIp",
  method: "$context.httpMethod",
};
const stage = { type, name: "stage" };

testRule(apiAccessLogs, {
  valid: [
    logs,
    resource(type, "stage", { accessLogSettings: { destinationArn: logs.state.arn, format: JSON.stringify(format) } }),
  ],
  failing: [
    {
      title: "a stage without access logs",
      change: (valid) => drop(valid, "stage", "accessLogSettings"),
      ...stage,
      says: /destinationArn is not set, wanted the ARN of a log group[\s\S]*format is not set/,
    },
    {
      title: "an ARN with a star at its end",
      change: (valid) => set(valid, "stage", "accessLogSettings.destinationArn", `${logs.state.arn}:*`),
      ...stage,
      says: /destinationArn is .*:\*, wanted the ARN of a log group of this stack/,
    },
    {
      title: "the log group of a function",
      change: (valid) => [
        ...valid,
        resource("aws:lambda/function:Function", "create", { loggingConfig: { logGroup: "/aws/apigateway/shop" } }),
      ],
      ...stage,
      says: /destinationArn is .*, wanted a log group that no function writes to/,
    },
    {
      title: "lines that are no JSON",
      change: (valid) => set(valid, "stage", "accessLogSettings.format", "$context.requestId $context.status"),
      ...stage,
      says: /wanted a JSON object on one line/,
    },
    {
      title: "JSON on many lines",
      change: (valid) => set(valid, "stage", "accessLogSettings.format", JSON.stringify(format, null, 2)),
      ...stage,
      says: /wanted a JSON object on one line/,
    },
    {
      title: "lines without the request id",
      change: (valid) =>
        set(valid, "stage", "accessLogSettings.format", JSON.stringify({ ...format, requestId: "$context.requestid" })),
      ...stage,
      says: /wanted values \$context\.requestId/,
    },
  ],
});
