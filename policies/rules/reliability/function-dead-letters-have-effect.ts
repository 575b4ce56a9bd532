import { stackRule } from "../../engine/define";
import { asynchronousCalls } from "../../wiring/asynchronous";
import { collect, complete } from "../../wiring/collect";
import { types } from "../../wiring/types";

const property = "deadLetterConfig.targetArn";

export const functionDeadLettersHaveEffect = stackRule({
  name: "function-dead-letters-have-effect",
  concern: "reliability",
  description:
    "A function has a dead-letter queue of its own only where Lambda uses it, and only if no destination does the same.",
  rationale:
    "It works for asynchronous calls alone: behind a queue, a stream or an API it keeps nothing, and whoever sees it believes otherwise. Source: Lambda's guide on asynchronous invocation.",
  remediation:
    "Remove deadLetterConfig; use the queue's redrive policy, the mapping's onFailure, or a FunctionEventInvokeConfig.",
  controls: ["lambda.dead-letters"],
  severity: "medium",
  async check(stack, { each, report }) {
    const calls = collect(stack.ofType(types.permission, types.subscription, types.eventTarget), (by) =>
      asynchronousCalls(stack, by),
    );
    const configs = collect(stack.ofType(types.invokeConfig), (config) =>
      stack.named(config, "functionName", types.function),
    );
    await each(stack.ofType(types.function), (lambda) => {
      if (lambda.value("deadLetterConfig") === undefined) return;
      const found = lambda.value(property);
      if (!complete(calls).some((callee) => callee.function === lambda))
        report(lambda, property, found, "none, for nothing calls it asynchronously");
      if (complete(configs).includes(lambda))
        report(lambda, property, found, "none beside the destination of its event invoke config");
    });
  },
});
