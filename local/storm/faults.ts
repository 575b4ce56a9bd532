import type { Effect, FaultRuleInput, FaultState } from "../../ops/faults/rule";

/** Longer than any storm. */
const forSeconds = 86_400;
/** A function's client gives up after 5 s. */
const lateMs = 5_600;
/** Weights of the faults. A late answer blocks a function for five seconds, so most faults are quick ones. */
const weights: readonly (readonly [Pick<FaultRuleInput, "effect" | "delayMs">, number])[] = [
  [{ effect: "error" }, 6],
  [{ effect: "throttle" }, 6],
  [{ effect: "refuse" }, 6],
  [{ effect: "lose-answer" }, 6],
  [{ effect: "truncate" }, 4],
  [{ effect: "delay", delayMs: lateMs }, 1],
];

/**
 * Rules by which a share of the functions' calls fail, each fault as often as its weight says; of what PutEvents meets, half is a partial
 * failure.
 *
 * @param percent share of the calls that fail, 1 to 50
 */
export function stormRules(seed: number, percent: number): readonly FaultRuleInput[] {
  const share = percent / 100;
  const total = weights.reduce((sum, [, weight]) => sum + weight, 0);
  let left = 1; // share of the calls that the rules before have not met
  const each = weights.map(([fault, weight], index): FaultRuleInput => {
    const wanted = (share * weight) / total;
    const rate = wanted / left;
    left -= wanted;
    return { id: `storm-${fault.effect}`, ...fault, rate, forSeconds, seed: seed + index };
  });
  const partial: FaultRuleInput = {
    ...{ id: "storm-partial-failure", effect: "partial-failure", service: "events", action: "PutEvents" },
    ...{ rate: share / 2, forSeconds, seed: seed + weights.length },
  };
  return [partial, ...each];
}

/** Faults so far, by effect. */
export function faultsByEffect(states: readonly FaultState[]): ReadonlyMap<Effect, number> {
  const hits = new Map<Effect, number>();
  for (const { rule, hit } of states) hits.set(rule.effect, (hits.get(rule.effect) ?? 0) + hit);
  return hits;
}
