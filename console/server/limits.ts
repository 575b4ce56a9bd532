import { RequestError } from "./http";

/** Limits how often something may happen. */
export interface RateLimit {
  /** Counts one. @throws {RequestError} 429: too many within the time; the message names the bound */
  take(what: string): void;
}

/**
 * @param most within the time; Infinity for no limit
 * @param seconds the time
 * @param now epoch milliseconds. @default the clock
 */
export function rateLimit(most: number, seconds: number, now: () => number = Date.now): RateLimit {
  let times: number[] = [];
  return {
    take(what) {
      const from = now() - seconds * 1000;
      times = times.filter((time) => time > from);
      if (times.length >= most) throw new RequestError(429, `${what}: at most ${most} in ${seconds} s, try again soon`);
      times.push(now());
    },
  };
}
