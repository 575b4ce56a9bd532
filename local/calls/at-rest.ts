import { setTimeout as delay } from "node:timers/promises";
import { type CallCount, callsOfFunctions } from "../../ops/calls/counts";
import { askRun } from "../../ops/control/control";
import { peek } from "../../ops/queues/peek";
import type { Stack } from "../../ops/stack/stack-file";
import { workQueueUrls } from "../run/outputs";

/** Looks at the counters, this far apart, that must be alike for everything to have ended. */
const [quietLooks, lookMs] = [4, 1_000];

/** Whether anything still moves in a running local stack that nobody else uses. */
export interface Stillness {
  /** The counters of calls now. */
  counts(): Promise<readonly CallCount[]>;
  /** The counters once nothing moves any more. @throws {Error} something still moves after `limitMs` milliseconds; default 120,000 */
  atRest(limitMs?: number): Promise<readonly CallCount[]>;
}

export function createStillness(
  stack: Stack,
  outputs: Parameters<typeof workQueueUrls>[0],
  signal: AbortSignal,
): Stillness {
  const target = {
    endpoint: stack.endpoint,
    title: "the local run",
    ...(stack.control !== undefined && { control: stack.control }),
  };
  const queues = workQueueUrls(outputs);
  const counts = async () => (await askRun(target, "calls are recorded", "GET /calls")).counts;
  const waiting = async () => (await Promise.all(queues.map((url) => peek(stack, url)))).flat().length;
  return {
    counts,
    async atRest(limitMs = 120_000) {
      const deadline = performance.now() + limitMs;
      for (let [last, quiet] = [-1, 0]; performance.now() < deadline; await delay(lookMs, undefined, { signal })) {
        const now = await counts();
        const calls = callsOfFunctions(now);
        const still = calls === last && (await waiting()) === 0;
        quiet = still ? quiet + 1 : 0;
        last = calls;
        if (quiet === quietLooks) return now;
      }
      throw new Error(
        `the stack did not come to rest within ${Math.round(limitMs / 1_000)} s: is somebody else using it?`,
      );
    },
  };
}
