// One deadline for an invocation. Lambda stops a function at its timeout in the middle of its work, and earlier failures would not be
// recorded. So the work ends a little earlier, and the rest of the time is for reporting failures.
import type { Context } from "aws-lambda";

/** The invocation's time was over before the work was done. Trying again may help. */
export class DeadlineError extends Error {
  override readonly name = "DeadlineError";
}

/** The end of an invocation's work. */
export interface Deadline {
  /** Milliseconds left for work; 0 after the deadline. */
  remainingMs(): number;
  /** The result of the work, or a rejection with DeadlineError when it takes too long. The work itself is not stopped. */
  bound<T>(work: Promise<T>): Promise<T>;
}

/** Time reserved for reporting, as a share of the whole, with bounds in milliseconds. */
const reserve = { share: 0.2, least: 250, most: 5000 } as const;

/**
 * The deadline of an invocation that has just begun.
 *
 * @param part share of the reserve that is used, 0 to 1: a deadline inside another one needs less
 */
export function deadlineOf(context: Pick<Context, "getRemainingTimeInMillis">, part = 1): Deadline {
  const whole = context.getRemainingTimeInMillis();
  const kept = part * Math.min(reserve.most, Math.max(reserve.least, whole * reserve.share));
  // Timers are not exact: once it was over for one, it is over for all.
  let over = false;
  const remainingMs = () => (over ? 0 : Math.max(0, context.getRemainingTimeInMillis() - kept));
  return {
    remainingMs,
    bound: async (work) => {
      let timer: NodeJS.Timeout | undefined;
      const end = new Promise<never>((_, reject) => {
        timer = setTimeout(() => {
          over = true;
          reject(new DeadlineError("The time of the invocation is over"));
        }, remainingMs());
      });
      // The result of the slower one is ignored.
      work.catch(() => undefined);
      try {
        return await Promise.race([work, end]);
      } finally {
        clearTimeout(timer);
      }
    },
  };
}
