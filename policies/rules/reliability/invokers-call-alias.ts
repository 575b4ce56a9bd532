import { stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import { apiCallsOf } from "../../wiring/api-calls";
import { type Callee, calleeOf } from "../../wiring/functions";
import { types } from "../../wiring/types";

const invokers: readonly (readonly [type: string, property: string])[] = [
  [types.mapping, "functionName"],
  [types.subscription, "endpoint"],
  [types.eventTarget, "arn"],
];

export const invokersCallAlias = stackRule({
  name: "invokers-call-alias",
  concern: "reliability",
  description: "Whatever calls a function calls an alias of it.",
  rationale:
    "A call of the function itself runs unpublished code, past every roll-out and its alarms, and past what is configured for the alias.",
  remediation: "Name the alias: its arn, and in an API its invokeArn.",
  controls: ["async.alias"],
  severity: "high",
  async check(stack, { each, report }) {
    for (const [type, property] of invokers) {
      await each(stack.ofType(type), (invoker) => {
        if (type === types.subscription && invoker.text("protocol") !== "lambda") return;
        const callee = stack.named(invoker, property, types.alias, types.function, types.queue, types.topic);
        if (callee.some((named) => named.type === types.function))
          refuse(invoker, property, invoker.value(property), calleeOf(stack, invoker, property));
      });
    }
    await each(stack.ofType(types.restApi), (api) => {
      for (const { path, uri, callee } of apiCallsOf(stack, api)) {
        if (callee !== undefined && callee.alias === undefined) refuse(api, path, uri, callee);
      }
    });

    function refuse(resource: Resource, property: string, found: unknown, callee: Callee | undefined): void {
      report(resource, property, found, `an alias of '${callee?.function.name}'`);
    }
  },
});
