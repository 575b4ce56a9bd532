import { awsTypes } from "../../../aws/resource-types";
import { resourceRule, stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import { UnknownValue } from "../../engine/unknown";
import { collect, complete, fitting } from "../../wiring/collect";

export const apiAccessLogs = stackRule({
  name: "api-access-logs",
  concern: "observability",
  description:
    "Every stage writes each request as one line of JSON, with its request id, into a log group of the stack.",
  rationale:
    "Without access logs nobody can say who called what; without the request id no line leads to the execution log or to a caller's complaint. Source: API Gateway's guide on access logging, Security Hub APIGateway.9.",
  remediation:
    "Set accessLogSettings with the ARN of a declared group and a JSON format that has $context.requestId, $context.status and $context.identity.sourceIp.",
  controls: ["api.access-logs", "observability.log-groups"],
  severity: "medium",
  async check(stack, { each, report }) {
    const taken = collect(stack.ofType(awsTypes.lambda.function), (lambda) =>
      stack.named(lambda, "loggingConfig.logGroup", awsTypes.cloudwatch.logGroup),
    );
    await each(stack.ofType(awsTypes.apigateway.stage), (stage) => {
      const property = "accessLogSettings.destinationArn";
      const found = stage.text(property);
      const groups = stack.named(stage, property, awsTypes.cloudwatch.logGroup);
      // The metric filters and readers of a function's log group would count access log lines as the function's own.
      if (complete(taken).some((group) => groups.includes(group)))
        report(stage, property, found, "a log group that no function writes to");
      // API Gateway takes the ARN without the `:*` that other services append.
      if (groups.length === 0) report(stage, property, found, "the ARN of a log group of this stack");
      for (const problem of formatProblems(stage))
        report(stage, "accessLogSettings.format", problem.found, problem.wanted);
    });
  },
});

const needed = ["$context.requestId", "$context.status", "$context.identity.sourceIp", "$context.httpMethod"];

function formatProblems(stage: Resource): readonly { readonly found: unknown; readonly wanted: string }[] {
  const found = stage.text("accessLogSettings.format");
  if (found === undefined || found.includes("\n") || !isJsonObject(found))
    return [{ found, wanted: "a JSON object on one line" }];
  const values = new Set(Object.values(JSON.parse(found)));
  const missing = needed.filter((variable) => !values.has(variable));
  return missing.length === 0 ? [] : [{ found, wanted: `values ${missing.join(" and ")}` }];
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

export const apiAccountWritesLogs = stackRule({
  name: "api-account-writes-logs",
  concern: "observability",
  description: "The role that API Gateway writes its logs by may do so.",
  rationale:
    "API Gateway takes any role for its account setting; without the rights every stage logs nothing, or cannot be made. Source: API Gateway's guide on logging.",
  remediation: "Attach the managed policy AmazonAPIGatewayPushToCloudWatchLogs to the role.",
  controls: ["api.execution-logs", "api.access-logs"],
  severity: "medium",
  async check(stack, { each, report }) {
    const attached = collect(stack.ofType(awsTypes.iam.rolePolicyAttachment), (attachment) => {
      const pushes = attachment.text("policyArn")?.endsWith("/AmazonAPIGatewayPushToCloudWatchLogs") === true;
      return pushes ? stack.named(attachment, "role", awsTypes.iam.role) : [];
    });
    await each(stack.ofType(awsTypes.apigateway.account), (account) => {
      const property = "cloudwatchRoleArn";
      const [role] = stack.named(account, property, awsTypes.iam.role);
      if (role !== undefined && fitting(attached, (holder) => holder === role).length > 0) return;
      const wanted = "a role of this stack with AmazonAPIGatewayPushToCloudWatchLogs";
      report(account, property, account.text(property), wanted);
    });
  },
});

export const apiExecutionLogs = stackRule({
  name: "api-execution-logs",
  concern: "observability",
  description:
    "Every stage logs its errors and writes metrics for all methods, into an execution log that the stack declares and makes first.",
  rationale:
    "Why the gateway itself refused a request stands only in the execution log. API Gateway makes that group itself, unencrypted and without expiry, unless it is there. Source: API Gateway's guide on CloudWatch logs.",
  remediation:
    "Declare MethodSettings for */* with loggingLevel ERROR and metricsEnabled, and the group API-Gateway-Execution-Logs_{api id}/{stage} that the stage depends on.",
  controls: ["api.execution-logs", "observability.log-groups"],
  severity: "medium",
  async check(stack, { each, report }) {
    const settings = stack.ofType(awsTypes.apigateway.methodSettings);
    await each(stack.ofType(awsTypes.apigateway.stage), (stage) => {
      const [api] = stack.named(stage, "restApi", awsTypes.apigateway.restApi);
      const name = stage.text("stageName");
      const here = settings.filter(
        (item) =>
          item.text("stageName") === name &&
          stack.named(item, "restApi", awsTypes.apigateway.restApi).some((other) => other === api),
      );
      if (!here.some((item) => item.text("methodPath") === "*/*"))
        report(stage, "stageName", name, "MethodSettings for */* of this stage");
      const id = api?.text("id");
      if (id === undefined) throw new UnknownValue("the API's id");
      const groupName = `API-Gateway-Execution-Logs_${id}/${name}`;
      const [group] = stack.holding(groupName, awsTypes.cloudwatch.logGroup);
      if (group?.text("name") !== groupName || !stack.dependsOn(stage, group))
        report(stage, "dependsOn", group?.name, `the log group '${groupName}', declared`);
    });
    await each(settings, (item) => {
      const level = item.text("settings.loggingLevel");
      if (level !== "ERROR" && level !== "INFO") report(item, "settings.loggingLevel", level, "ERROR or INFO");
      const metrics = item.flag("settings.metricsEnabled");
      if (metrics !== true) report(item, "settings.metricsEnabled", metrics, "true");
    });
    await each(stack.ofType(awsTypes.apigateway.account), (account) => {
      const property = "cloudwatchRoleArn";
      if (stack.named(account, property, awsTypes.iam.role).length === 0)
        report(account, property, account.text(property), "the role by which API Gateway writes logs");
    });
  },
});

export const apiDataTraceOff = resourceRule({
  name: "api-data-trace-off",
  concern: "observability",
  description: "API Gateway does not write requests and answers into its log.",
  rationale: "Data trace logs bodies and headers: names, addresses and tokens of customers. Source: CKV_AWS_276.",
  remediation: "Set settings.dataTraceEnabled to false, or leave it out.",
  controls: ["api.data-trace"],
  severity: "high",
  types: [awsTypes.apigateway.methodSettings],
  check(settings, { report }) {
    // AWS's default is false. Any value other than false counts as enabled.
    const found = settings.value("settings.dataTraceEnabled") ?? false;
    if (found !== false) report(settings, "settings.dataTraceEnabled", found, "false");
  },
});

export const apiTraced = resourceRule({
  name: "api-traced",
  concern: "observability",
  description: "Stages of an API are traced by X-Ray.",
  rationale:
    "The trace begins where the request comes in, else a slow gateway cannot be distinguished from a slow function. Source: Security Hub APIGateway.3.",
  remediation: "Set xrayTracingEnabled to true.",
  controls: ["api.tracing"],
  severity: "low",
  types: [awsTypes.apigateway.stage],
  check(stage, { report }) {
    const found = stage.flag("xrayTracingEnabled");
    if (found !== true) report(stage, "xrayTracingEnabled", found, "true");
  },
});
