// Feeds every handler with inputs that were made bad, and gathers what went wrong.
import { createRandom } from "../random";
import { apiTargets } from "./api";
import { notificationTargets } from "./notifications";
import { otherTargets } from "./others";
import { queueTargets } from "./queues";
import { streamTargets } from "./streams";
import type { Feed, Target } from "./target";

export const targets: readonly Target[] = [
  ...apiTargets,
  ...queueTargets,
  ...streamTargets,
  ...notificationTargets,
  ...otherTargets,
];

/** Inputs that one world gets, before a fresh one. */
const inputsOfAWorld = 50;

export interface HandlerRun {
  readonly inputs: number;
  /** What went wrong, with how often it did and the seed of its first world. */
  readonly faults: ReadonlyMap<string, { readonly times: number; readonly seed: number }>;
}

/** Spreads so many inputs evenly over all handlers. @param seed the same inputs each time */
export async function runHandlers(inputs: number, seed: number): Promise<HandlerRun> {
  const faults = new Map<string, { times: number; seed: number }>();
  let fed = 0;
  for (let world = 0; fed < inputs; world++) {
    const target = targets[world % targets.length];
    if (target === undefined) break;
    const worldSeed = seed + world;
    const random = createRandom(worldSeed);
    const feed: Feed = await target.open();
    for (let input = 0; input < inputsOfAWorld && fed < inputs; input++, fed++) {
      for (const fault of await attempt(() => feed(random))) {
        const known = faults.get(`${target.name}: ${fault}`);
        faults.set(`${target.name}: ${fault}`, { times: (known?.times ?? 0) + 1, seed: known?.seed ?? worldSeed });
      }
    }
  }
  await Promise.all(targets.map((target) => target.close?.()));
  return { inputs: fed, faults };
}

async function attempt(feed: () => Promise<readonly string[]>): Promise<readonly string[]> {
  try {
    return await feed();
  } catch (error) {
    return [`threw ${String(error)}`.replace(/\s+/g, " ").slice(0, 300)];
  }
}
