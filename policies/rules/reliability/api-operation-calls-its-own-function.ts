import { stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import { apiCallsOf } from "../../wiring/api-calls";
import { documentOf, operationsOf } from "../../wiring/api-document";
import { types } from "../../wiring/types";

export const apiOperationCallsItsOwnFunction = stackRule({
  name: "api-operation-calls-its-own-function",
  concern: "reliability",
  description: "Each operation of an API calls a function of its own, which is named for what the operation does.",
  rationale: "Swapped functions pass every check of types and rights, and answer each other's requests.",
  remediation:
    "Give the operation the function whose name has the first word of its operationId: orders-create for createOrder.",
  controls: ["async.alias", "least.one-role"],
  severity: "high",
  async check(stack, { each, report }) {
    await each(stack.ofType(types.restApi), (api) => {
      const calls = apiCallsOf(stack, api);
      const taken = new Map<Resource, string>();
      for (const { path, definition } of operationsOf(documentOf(api) ?? {})) {
        const lambda = calls.find((call) => call.path.startsWith(`${path}.`))?.callee?.function;
        if (lambda === undefined) continue; // another rule wants one
        const property = `${path}.x-amazon-apigateway-integration.uri`;
        const other = taken.get(lambda);
        if (other !== undefined) report(api, property, lambda.name, `another function than ${other} calls`);
        taken.set(lambda, path);
        const verb = /^[a-z]+/.exec(String(definition.operationId ?? ""))?.[0];
        if (verb === undefined || lambda.name.split("-").includes(verb)) continue;
        report(api, property, lambda.name, `a function with '${verb}' in its name`);
      }
    });
  },
});
