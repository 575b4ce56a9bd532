import { stackRule } from "../../engine/define";
import { apiCallsOf } from "../../wiring/api-calls";
import { documentOf, isPreflight, operationsOf } from "../../wiring/api-document";
import { types } from "../../wiring/types";

/** Longest that API Gateway waits for an integration by default, and for an authorizer of any kind. */
const limitSeconds = 29;

export const apiCallsFunctionsInTime = stackRule({
  name: "api-calls-functions-in-time",
  concern: "reliability",
  description:
    "Every operation of a REST API calls a function of this stack by POST, which answers or fails within 29 seconds.",
  rationale:
    "The gateway gives up after 29 seconds; a function with more time goes on and writes what the caller was told had failed. Lambda is only ever called by POST. Source: API Gateway's quotas.",
  remediation:
    "Use aws_proxy with the alias's invokeArn and httpMethod POST, and a timeout of at most 29 seconds, within the integration's.",
  controls: ["async.api-timeout"],
  severity: "high",
  async check(stack, { each, report }) {
    await each(stack.ofType(types.restApi), (api) => {
      for (const operation of operationsOf(documentOf(api) ?? {})) {
        if (isPreflight(operation)) continue;
        const { integration, path } = operation;
        if (integration?.type === "aws_proxy" && integration.httpMethod === "POST") continue;
        const property = `${path}.x-amazon-apigateway-integration`;
        report(api, property, integration, "type aws_proxy with httpMethod POST");
      }
      for (const { path, uri, callee, patience } of apiCallsOf(stack, api)) {
        if (callee === undefined) {
          report(api, path, uri, "the invokeArn of an alias of this stack");
          continue;
        }
        // Lambda's default is 3 seconds.
        const found = callee.function.number("timeout") ?? 3;
        const most = Math.min(limitSeconds, patience / 1_000);
        if (found > most)
          report(callee.function, "timeout", found, `at most ${most} seconds, for '${api.name}' calls it`);
      }
    });
  },
});
