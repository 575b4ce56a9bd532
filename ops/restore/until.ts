import { setTimeout as delay } from "node:timers/promises";
import { CommandFailedError } from "../../cli/errors";

/** A restore that cannot begin or go on, or that would touch what is none of its own. */
export class RestoreError extends CommandFailedError {}

/** Of most things that AWS does meanwhile: a restore is usually there within an hour, and takes hours for tables of terabytes. */
const LONGEST_WAIT_MINUTES = 12 * 60;
const pausesMs = { first: 200, longest: 15_000 };

/**
 * Waits until `look` finds something.
 *
 * @param what ends the error: "the copy is still CREATING"
 * @returns undefined when the person stopped waiting
 * @throws {RestoreError} nothing was found in time; whatever `look` throws
 */
export async function until<T>(
  signal: AbortSignal,
  look: () => Promise<T | undefined>,
  what: () => string,
  longestMinutes = LONGEST_WAIT_MINUTES,
): Promise<T | undefined> {
  const end = Date.now() + longestMinutes * 60_000;
  for (let pause = pausesMs.first; ; pause = Math.min(pausesMs.longest, pause * 1.5)) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > end) throw new RestoreError(`after ${longestMinutes} minutes ${what()}`);
    if (signal.aborted) return undefined;
    await delay(pause, undefined, { signal }).catch(() => undefined);
  }
}
