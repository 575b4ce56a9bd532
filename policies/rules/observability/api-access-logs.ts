import { stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import { collect, complete } from "../../wiring/collect";

const groupType = "aws:cloudwatch/logGroup:LogGroup";

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
    const taken = collect(stack.ofType("aws:lambda/function:Function"), (lambda) =>
      stack.named(lambda, "loggingConfig.logGroup", groupType),
    );
    await each(stack.ofType("aws:apigateway/stage:Stage"), (stage) => {
      const property = "accessLogSettings.destinationArn";
      const found = stage.text(property);
      const groups = stack.named(stage, property, groupType);
      // A function's own group has metric filters and readers that take each line for the function's.
      if (complete(taken).some((group) => groups.includes(group)))
        report(stage, property, found, "a log group that no function writes to");
      // The ARN with `:*` at its end, as other services take it, names no group here.
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
