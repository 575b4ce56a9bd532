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
