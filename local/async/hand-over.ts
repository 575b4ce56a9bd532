/** Result of SNS's attempt to deliver a message to Lambda. */
export type HandOver =
  | "taken"
  /** The function does not exist, or SNS may not call it. */
  | "client-error"
  /** Lambda does not respond, or responds with a server error. */
  | "server-error";

/** Dependencies of a delivery. */
export interface HandOverTools {
  attempt(): Promise<HandOver>;
  /** Rejects when the fake is stopped. */
  pause(ms: number): Promise<void>;
}

/** Phases of SNS's retries for AWS's own endpoints: tries, and how long before each; milliseconds. 100,015 tries in 23 days. */
const phases: readonly { readonly tries: number; readonly waitMs: (index: number) => number }[] = [
  { tries: 3, waitMs: () => 0 },
  { tries: 2, waitMs: () => 1_000 },
  { tries: 10, waitMs: (index) => Math.min(20_000, 1_000 * 2 ** index) },
  { tries: 100_000, waitMs: () => 20_000 },
];

/**
 * Delivers one message. After a client error it goes to the dead letters at once, after a server error when the last retry has failed.
 *
 * Source: SNS Developer Guide, "Amazon SNS message delivery retries", "Delivery protocols and policies", and "Amazon SNS dead-letter
 * queues". They do not document by which steps the third phase grows from 1 to 20 seconds; here it doubles.
 *
 * @returns false: the message must go to the dead letters
 */
export async function handOver({ attempt, pause }: HandOverTools): Promise<boolean> {
  let outcome = await attempt();
  for (const { tries, waitMs } of phases) {
    for (let index = 0; index < tries && outcome === "server-error"; index += 1) {
      await pause(waitMs(index));
      outcome = await attempt();
    }
  }
  return outcome === "taken";
}
