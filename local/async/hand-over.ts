/** What came of SNS's try to hand a message to Lambda. */
export type HandOver =
  | "taken"
  /** The function is gone, or SNS may not call it. */
  | "client-error"
  /** Lambda does not answer, or with a server's error. */
  | "server-error";

/** What a delivery needs of the world. */
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
 * Hands one message over: at once to the dead letters after a client's error, after the last retry after a server's.
 *
 * Source: SNS Developer Guide, "Amazon SNS message delivery retries", "Delivery protocols and policies", and "Amazon SNS dead-letter
 * queues". Not written there: by which steps the third phase grows from 1 to 20 seconds; here it doubles.
 *
 * @returns false: it is one for the dead letters
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
