import { setTimeout as delay } from "node:timers/promises";
import { messageOf } from "../../values/message-of";

/** Pause after an error that is not the function's. */
const troublePauseMs = 500;

/**
 * For what a service does until it succeeds.
 *
 * @param who what works, as a subject: "a stream mapping"
 * @param signal ends it all
 * @param onProblem called with the reason of a failure, after which it retries
 */
export function insisting(who: string, signal: AbortSignal, onProblem: (text: string) => void) {
  /** Rejects when the signal is aborted. */
  const pause = async (ms: number) => void (await delay(ms, undefined, { signal }));
  /** Tries until it works, or the signal is aborted. @param what as in "could not `what`" */
  const insist = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
    for (;;) {
      try {
        return await work();
      } catch (error) {
        signal.throwIfAborted();
        onProblem(`${who} could not ${what}: ${messageOf(error)}`);
        await pause(troublePauseMs);
      }
    }
  };
  return { insist, pause };
}
