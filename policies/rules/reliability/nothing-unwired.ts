import * as z from "zod";
import { stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import { apiCallsOf } from "../../wiring/api-calls";
import { asynchronousCalls } from "../../wiring/asynchronous";
import { collect, complete } from "../../wiring/collect";
import { deadLettersOf } from "../../wiring/dead-letters";
import { calleeOf } from "../../wiring/functions";
import { types } from "../../wiring/types";

export const nothingUnwired = stackRule({
  name: "nothing-unwired",
  concern: "reliability",
  description:
    "Every function is called, every queue and topic is listened to, and every rule, bus, API and key has its other half.",
  rationale:
    "A part that nothing leads to, or that leads nowhere, is what is left when a wire was cut: what it should carry is lost or piles up.",
  remediation: "Wire it, take it away, or name it in the parameter `byHand`.",
  controls: ["async.failure-paths", "async.alias"],
  severity: "high",
  parameters: {
    byHand: z.array(z.string()).default([]).describe("Logical names of functions that only people call."),
  },
  async check(stack, { each, report, parameters }) {
    const callers = stack.ofType(types.permission, types.subscription, types.eventTarget, types.mapping, types.restApi);
    const called = collect(callers, (by) => {
      if (by.type === types.mapping) return [calleeOf(stack, by, "functionName")?.function];
      if (by.type === types.restApi) return apiCallsOf(stack, by).map(({ callee }) => callee?.function);
      return asynchronousCalls(stack, by).map((callee) => callee.function);
    });
    const dead = deadLettersOf(stack);
    const deadQueues = collect([...dead.items.map(({ queue }) => queue)], (queue) => [queue]);
    await judge(
      types.function,
      { items: [...called.items, ...byHand()], undecided: called.undecided },
      "something that calls it",
    );
    const drained = targets(types.mapping, "eventSourceArn", types.queue, types.table);
    const queues = { items: [...drained.items, ...deadQueues.items], undecided: drained.undecided ?? dead.undecided };
    await judge(types.queue, queues, "a mapping that reads it, or something whose dead letters it keeps");
    await judge(types.topic, targets(types.subscription, "topic", types.topic), "a subscription");
    await judge(types.bus, targets(types.eventRule, "eventBusName", types.bus), "a rule");
    await judge(types.bus, targets(types.archive, "eventSourceArn", types.bus), "an archive, to replay what was lost");
    await judge(types.eventRule, targets(types.eventTarget, "rule", types.eventRule), "a target");
    await judge(types.restApi, targets(types.stage, "restApi", types.restApi), "a stage");
    await judge(types.key, targets("aws:kms/alias:Alias", "targetKeyId", types.key), "an alias");

    function targets(type: string, property: string, ...to: readonly string[]) {
      return collect(stack.ofType(type), (resource) => stack.named(resource, property, ...to));
    }

    function byHand(): readonly Resource[] {
      return stack.ofType(types.function).filter(({ name }) => parameters.byHand.includes(name));
    }

    function judge(
      type: string,
      wired: ReturnType<typeof collect<Resource | undefined>>,
      wanted: string,
    ): Promise<void> {
      return each(stack.ofType(type), (resource) => {
        if (wired.items.includes(resource)) return;
        complete(wired);
        report(resource, "other half", "nothing", wanted);
      });
    }
  },
});
