import { stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import { collect } from "../../wiring/collect";
import { carriedBy, carryingTypes, type Flow, fedBy, toldBy } from "../../wiring/flow";
import { types } from "../../wiring/types";

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
    // What is not known yet may close a circle that is not seen: each function whose own rights are not known says so below.
    add(collect(stack.ofType(...carryingTypes), (by) => carriedBy(stack, by)).items);
    add(collect(stack.ofType(types.alarm), (alarm) => toldBy(stack, alarm)).items);
    await each(stack.ofType(types.function), (lambda) => add(fedBy(stack, lambda)));
    await each(stack.ofType(types.function), (lambda) => {
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

/** The shortest way from a subject back to itself, the start left out; undefined when there is none. */
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
