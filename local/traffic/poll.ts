import { setTimeout as delay } from "node:timers/promises";

/** Result of a check of the stack. */
export interface Verdict {
  readonly ok: boolean;
  /** What was found, or what is missing. */
  readonly detail: string;
}

/** Limits of polling. */
export interface Patience {
  readonly signal: AbortSignal;
  /** What all these times are multiplied by, asked again at each look: more than 1 on a machine that is too busy. Default: 1. */
  readonly stretch?: () => number;
  /** Give up after this long. Default: 20,000. */
  readonly limitMs?: number;
  /**
   * As long as something is found that was not found before, it is looked at for so much longer, up to `mostMs` in all: work that goes
   * on is no reason to give up, however much of it there is. Default: 0.
   */
  readonly renewedMs?: number;
  /** Bound of all that, in milliseconds. Default: 600,000. */
  readonly mostMs?: number;
  /** First pause; it grows by half each time. Default: 50. */
  readonly firstPauseMs?: number;
  /** Longest pause. Default: 500. */
  readonly longestPauseMs?: number;
}

/**
 * Polls until the verdict is good or the time is up, and returns the last verdict.
 *
 * @throws the error of `look`, and the signal's reason when it is aborted
 */
export async function until<T extends Verdict>(look: () => Promise<T>, patience: Patience): Promise<T> {
  const { signal, limitMs = 20_000, renewedMs = 0, mostMs = 600_000, stretch = () => 1 } = patience;
  const { firstPauseMs = 50, longestPauseMs = 500 } = patience;
  const began = performance.now();
  let renewed = 0;
  const found = new Set<string>();
  for (let pause = firstPauseMs; ; pause = Math.min(longestPauseMs, pause * 1.5)) {
    signal.throwIfAborted();
    const verdict = await look();
    const now = performance.now();
    const factor = stretch();
    if (found.size > 0 && !found.has(verdict.detail)) renewed = now + renewedMs * factor;
    found.add(verdict.detail);
    const deadline = Math.max(began + limitMs * factor, renewed);
    if (verdict.ok || now >= Math.min(deadline, began + mostMs * factor)) return verdict;
    await delay(pause, undefined, { signal });
  }
}

/**
 * Runs `work` on every element, at most `width` at a time; results in the order of the elements. Stops at the first
 * failure.
 */
export async function inParallel<T, R>(
  list: readonly T[],
  width: number,
  work: (element: T, index: number) => Promise<R>,
): Promise<R[]> {
  const results = new Array<R>(list.length);
  const queue = list.entries();
  await Promise.all(
    Array.from({ length: Math.min(width, list.length) }, async () => {
      for (const [index, element] of queue) results[index] = await work(element, index);
    }),
  );
  return results;
}
