import * as z from "zod";
import { awsTypes } from "../../../aws/resource-types";
import { stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import { asynchronousCalls } from "../../wiring/asynchronous";
import { collect, complete, fitting } from "../../wiring/collect";
import { alarmFlows, carriedBy, carryingTypes, type Flow, fedBy } from "../../wiring/flow";

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
    const configs = collect(stack.ofType(awsTypes.lambda.functionEventInvokeConfig), (config) =>
      stack
        .named(config, "functionName", awsTypes.lambda.function, awsTypes.lambda.alias)
        .map((named) => ({ config, named, qualifier: config.text("qualifier") })),
    );
    await each(
      stack.ofType(awsTypes.lambda.permission, awsTypes.sns.topicSubscription, awsTypes.cloudwatch.eventTarget),
      (by) => {
        for (const { function: lambda, alias } of asynchronousCalls(stack, by)) {
          const [found] = fitting(configs, ({ named, qualifier }) => {
            return (named === lambda && qualifier === alias?.text("name")) || (alias !== undefined && named === alias);
          });
          if (found !== undefined) judge(found.config);
          else if (
            stack.named(lambda, "deadLetterConfig.targetArn", awsTypes.sqs.queue, awsTypes.sns.topic).length === 0
          ) {
            const wanted = `a FunctionEventInvokeConfig with qualifier ${alias?.text("name") ?? "$LATEST"}, for '${by.name}' calls it`;
            report(lambda, "event invoke config", "none for what is called", wanted);
          }
        }
      },
    );

    function judge(config: Resource): void {
      if (judged.has(config)) return;
      judged.add(config);
      if (stack.named(config, destination, awsTypes.sqs.queue, awsTypes.sns.topic).length === 0)
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
    const calls = collect(
      stack.ofType(awsTypes.lambda.permission, awsTypes.sns.topicSubscription, awsTypes.cloudwatch.eventTarget),
      (by) => asynchronousCalls(stack, by),
    );
    const configs = collect(stack.ofType(awsTypes.lambda.functionEventInvokeConfig), (config) =>
      stack.named(config, "functionName", awsTypes.lambda.function),
    );
    await each(stack.ofType(awsTypes.lambda.function), (lambda) => {
      if (lambda.value("deadLetterConfig") === undefined) return;
      const found = lambda.value(property);
      if (!complete(calls).some((callee) => callee.function === lambda))
        report(lambda, property, found, "none, for nothing calls it asynchronously");
      if (complete(configs).includes(lambda))
        report(lambda, property, found, "none beside the destination of its event invoke config");
    });
  },
});

export const noFunctionFeedsItself = stackRule({
  name: "no-function-feeds-itself",
  concern: "reliability",
  description: "Nothing that a function may write to leads back to that function.",
  rationale:
    "Every call would cause the next: Lambda stops some of these loops after 16 rounds and drops the message, and others never, at the account's cost. Source: Lambda's guide on recursive loop detection.",
  remediation: "Write to a queue, topic, bus or table that does not lead to the function, or take the grant away.",
  controls: ["async.cycles"],
  severity: "high",
  async check(stack, { each, report }) {
    const flows = new Map<Resource, Resource[]>();
    // An unknown value may hide a loop. Unknown rights of a function are reported as undecided below.
    add(collect(stack.ofType(...carryingTypes), (by) => carriedBy(stack, by)).items);
    add(collect(stack.ofType(awsTypes.cloudwatch.metricAlarm), (alarm) => alarmFlows(stack, alarm)).items);
    await each(stack.ofType(awsTypes.lambda.function), (lambda) => add(fedBy(stack, lambda)));
    await each(stack.ofType(awsTypes.lambda.function), (lambda) => {
      const circle = wayBack(flows, lambda);
      if (circle === undefined) return;
      const found = [lambda, ...circle].map(({ name }) => name).join(" -> ");
      report(lambda, "what it may write to", found, "no way back to it");
    });

    function add(found: readonly Flow[]): void {
      for (const { from, to } of found) {
        const others = flows.get(from);
        if (others === undefined) flows.set(from, [to]);
        else others.push(to);
      }
    }
  },
});

/** The shortest path from a resource back to itself, without the start; undefined when there is none. */
function wayBack(flows: ReadonlyMap<Resource, readonly Resource[]>, start: Resource): readonly Resource[] | undefined {
  const seen = new Set<Resource>();
  let ways: (readonly Resource[])[] = [[]];
  while (ways.length > 0) {
    const longer: (readonly Resource[])[] = [];
    for (const way of ways) {
      for (const next of flows.get(way.at(-1) ?? start) ?? []) {
        if (next === start) return [...way, next];
        if (seen.has(next)) continue;
        seen.add(next);
        longer.push([...way, next]);
      }
    }
    ways = longer;
  }
  return undefined;
}
