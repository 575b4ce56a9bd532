import * as z from "zod";
import { stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import type { Stack } from "../../engine/stack";
import { type KindId, kindOf } from "../../metrics/kinds";
import { tolerated } from "../../metrics/tolerance";
import { functionDimensions, type Watched, watchedIn } from "../../metrics/watched";
import { calleeOf, functionsOf } from "../../wiring/functions";

const everyone: readonly (readonly [KindId, string])[] = [
  ["functionErrorRate", "an alarm on its error rate"],
  ["functionDuration", "an alarm on its duration"],
  ["functionThrottles", "an alarm on its throttles"],
];

export const functionHasAlarms = stackRule({
  name: "function-has-alarms",
  concern: "observability",
  description:
    "Every function has alarms on error rate, duration and throttles; one that is called asynchronously also on few errors and throttles.",
  rationale: "Nobody reads the logs of a function that fails, and of an asynchronous call not even the caller hears.",
  remediation: "Declare the alarms for the function by its name, or its name and alias.",
  controls: ["observability.function-alarms"],
  severity: "high",
  parameters: {
    asynchronousErrors: z
      .int()
      .min(0)
      .default(5)
      .describe("Failed asynchronous calls in five minutes that pass without an alarm (N7)."),
    asynchronousThrottles: z
      .int()
      .min(0)
      .default(1)
      .describe("Refused asynchronous calls in five minutes that pass without an alarm (N7)."),
  },
  async check(stack, { parameters, each, report }) {
    const watched = watchedIn(stack);
    const asynchronous = await calledAsynchronously(stack, each);
    const { asynchronousErrors, asynchronousThrottles } = parameters;
    await each(functionsOf(stack), (lambda) => {
      const missing = (wanted: string) => report(lambda, "name", lambda.text("name"), `${wanted} with its dimensions`);
      for (const [kind, wanted] of everyone) if (alarms(stack, watched, lambda, kind).length === 0) missing(wanted);
      if (!asynchronous.has(lambda)) return;
      if (!raisedBy(stack, watched, lambda, "functionErrors", asynchronousErrors))
        missing(`an alarm at more than ${asynchronousErrors} errors, for it is called asynchronously,`);
      if (!raisedBy(stack, watched, lambda, "functionThrottles", asynchronousThrottles))
        missing(`an alarm at more than ${asynchronousThrottles} throttles, for it is called asynchronously,`);
    });
  },
});

function alarms(stack: Stack, watched: Watched, lambda: Resource, kind: KindId) {
  return functionDimensions(stack, lambda).flatMap((dimensions) => watched.by(kind, dimensions));
}

function raisedBy(stack: Stack, watched: Watched, lambda: Resource, kind: KindId, most: number): boolean {
  return alarms(stack, watched, lambda, kind).some((alarm) => {
    const known = kindOf(alarm);
    return known !== undefined && (tolerated(alarm.resource, known) ?? Number.POSITIVE_INFINITY) <= most;
  });
}

/** Functions that SNS or EventBridge hands messages to, or that say what becomes of a failed asynchronous call. */
async function calledAsynchronously(
  stack: Stack,
  each: (resources: Iterable<Resource>, judge: (resource: Resource) => void) => Promise<void>,
): Promise<ReadonlySet<Resource>> {
  const found = new Set<Resource>();
  const add = (resource: Resource, property: string) => {
    const callee = calleeOf(stack, resource, property);
    if (callee !== undefined) found.add(callee.function);
  };
  await each(stack.ofType("aws:sns/topicSubscription:TopicSubscription"), (subscription) => {
    if (subscription.text("protocol") === "lambda") add(subscription, "endpoint");
  });
  await each(stack.ofType("aws:cloudwatch/eventTarget:EventTarget"), (target) => add(target, "arn"));
  await each(stack.ofType("aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig"), (config) =>
    add(config, "functionName"),
  );
  return found;
}
