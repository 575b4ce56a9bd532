import * as z from "zod";
import { stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import { asynchronousCalls } from "../../wiring/asynchronous";
import { collect, fitting } from "../../wiring/collect";
import { types } from "../../wiring/types";

const destination = "destinationConfig.onFailure.destination";

export const asynchronousFunctionHasFailurePath = stackRule({
  name: "asynchronous-function-has-failure-path",
  concern: "reliability",
  description:
    "A function that is called asynchronously keeps the events that it fails on, after retries that are written down.",
  rationale:
    "Lambda answers the caller before the function runs: after two retries the event is gone, and the caller's own dead-letter queue never sees it. What is configured for another qualifier than the one called does nothing. Source: Lambda's guide on asynchronous invocation.",
  remediation:
    "Declare a FunctionEventInvokeConfig for function and alias with onFailure, maximumRetryAttempts and maximumEventAgeInSeconds.",
  controls: ["lambda.async-failure", "async.failure-paths"],
  severity: "critical",
  parameters: {
    minimumRetries: z.int().min(0).max(2).default(2).describe("Fewest retries; Lambda makes at most two."),
    minimumAgeSeconds: z.int().min(60).max(21_600).default(3_600).describe("Least age up to which it retries."),
  },
  async check(stack, { each, report, parameters: { minimumRetries, minimumAgeSeconds } }) {
    const judged = new Set<Resource>();
    const configs = collect(stack.ofType(types.invokeConfig), (config) =>
      stack
        .named(config, "functionName", types.function, types.alias)
        .map((named) => ({ config, named, qualifier: config.text("qualifier") })),
    );
    await each(stack.ofType(types.permission, types.subscription, types.eventTarget), (by) => {
      for (const { function: lambda, alias } of asynchronousCalls(stack, by)) {
        const [found] = fitting(configs, ({ named, qualifier }) => {
          return (named === lambda && qualifier === alias?.text("name")) || (alias !== undefined && named === alias);
        });
        if (found !== undefined) judge(found.config);
        else if (stack.named(lambda, "deadLetterConfig.targetArn", types.queue, types.topic).length === 0) {
          const wanted = `a FunctionEventInvokeConfig with qualifier ${alias?.text("name") ?? "$LATEST"}, for '${by.name}' calls it`;
          report(lambda, "event invoke config", "none for what is called", wanted);
        }
      }
    });

    function judge(config: Resource): void {
      if (judged.has(config)) return;
      judged.add(config);
      if (stack.named(config, destination, types.queue, types.topic).length === 0)
        report(config, destination, config.value(destination), "a queue or topic");
      atLeast(config, "maximumRetryAttempts", minimumRetries);
      atLeast(config, "maximumEventAgeInSeconds", minimumAgeSeconds);
    }

    function atLeast(config: Resource, property: string, least: number): void {
      const found = config.number(property);
      if (found === undefined || found < least) report(config, property, found, `at least ${least}`);
    }
  },
});
