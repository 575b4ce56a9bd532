import type { AsyncEvent, CallOutcome, Condition, GivenUp } from "./event";
import type { AsyncSettings, AsyncWaits } from "./settings";

/** Dependencies of the attempts. */
export interface AttemptTools {
  call(event: AsyncEvent): Promise<CallOutcome>;
  /** As they are declared when a try has failed. */
  settings(functionArn: string): Promise<AsyncSettings>;
  /** Resolves when the failure record is stored. */
  giveUp(given: GivenUp, settings: AsyncSettings): Promise<void>;
  /** Epoch milliseconds. */
  now(): number;
  /** Rejects when the fake is stopped. */
  pause(ms: number): Promise<void>;
}

/** How an event ended. */
export type Ending = "done" | "given-up" | "gone";

/**
 * Calls the function with an event until it succeeds, or the event is given up.
 *
 * - A function error is retried as often as the settings say, after 1 and 2 minutes.
 * - A throttle or a system error uses up no retry; the next attempt follows after 1 second, then after twice as long each time, up to 5
 * minutes.
 * - An event that is older than the settings allow is not retried.
 *
 * Source: Lambda Developer Guide, "How Lambda handles errors and retries with asynchronous invocation". It does not document events whose
 * function has been deleted since; here they end.
 */
export async function tryToEnd(event: AsyncEvent, waits: AsyncWaits, tools: AttemptTools): Promise<Ending> {
  let calls = 0;
  let refusals = 0;
  let response: GivenUp["response"];
  for (;;) {
    const outcome = await tools.call(event);
    if (outcome.kind === "done" || outcome.kind === "gone") return outcome.kind;
    const settings = await tools.settings(event.functionArn);
    const giveUp = async (condition: Condition): Promise<Ending> => {
      await tools.giveUp({ event, condition, calls, ...(response !== undefined && { response }) }, settings);
      return "given-up";
    };
    if (outcome.kind === "error") {
      calls += 1;
      refusals = 0;
      response = outcome;
      if (calls > settings.retries) return giveUp("RetriesExhausted");
      await tools.pause(calls === 1 ? waits.afterError[0] : waits.afterError[1]);
    } else {
      await tools.pause(Math.min(waits.afterRefusal.most, waits.afterRefusal.first * 2 ** refusals));
      refusals += 1;
    }
    if (tools.now() - event.acceptedAt > settings.maxAgeSeconds * 1_000) return giveUp("EventAgeExceeded");
  }
}
