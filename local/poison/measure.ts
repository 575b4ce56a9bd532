import type { CheckContext } from "../traffic/checks/check";
import { until } from "../traffic/poll";
import { settle } from "../traffic/run-checks";
import type { PoisonMaker } from "./bodies";
import type { Amount } from "./entrance";
import { entrances } from "./entrances";
import type { EntranceName } from "./names";
import { marksOf, type Tally, tallyOf } from "./tally";
import { watchUntilDone } from "./watch";

/** Two rounds, one right after the other, in seconds from the first send until the last good one was done. */
export interface Pair {
  readonly without: number;
  readonly with: number;
}

/** Results of one entrance. */
export interface Measured {
  readonly name: EntranceName;
  readonly good: number;
  /** Empty when only counts were requested. */
  readonly pairs: readonly Pair[];
  readonly tally: Tally;
  /** What was not as it must be, as sentences. */
  readonly failures: readonly string[];
}

/** Valid messages of an uncounted first round, which has the cold starts. */
const warmUp = 20;
const settleMs = 60_000;

/**
 * Sends rounds with and without invalid messages to one entrance, alternately, so that changes of the machine's speed affect both. Each
 * round begins when everything from the previous one has been processed.
 *
 * @param pairs 0: one round with invalid messages, for the counts
 */
export async function measure(
  context: CheckContext,
  name: EntranceName,
  { amount, pairs, maker }: { readonly amount: Amount; readonly pairs: number; readonly maker: PoisonMaker },
  progress: (text: string) => void,
): Promise<Measured> {
  const entrance = entrances[name];
  const since = marksOf(context.traffic.journal);
  const failures: string[] = [];
  const bad: string[] = [];
  let good = 0;
  let missing = 0;
  const round = async (some: Amount): Promise<number> => {
    const ready = await entrance.prepare(context.traffic, some, maker);
    const began = performance.now();
    await ready.send();
    missing += await watchUntilDone(context.traffic, ready.watched);
    const seconds = (performance.now() - began) / 1000;
    bad.push(...ready.bad);
    good += some.good;
    for (const check of entrance.checks) {
      const { ok, detail } = await settle(check, context, settleMs);
      if (!ok) failures.push(detail);
    }
    return seconds;
  };
  const measured: Pair[] = [];
  if (pairs === 0) await round(amount);
  else await round({ good: warmUp, bad: 0 });
  for (let pair = 0; pair < pairs && failures.length === 0; pair += 1) {
    progress(`${name}: pair ${pair + 1} of ${pairs}`);
    const without = () => round({ ...amount, bad: 0 });
    // The order within a pair alternates.
    if (pair % 2 === 0) {
      const control = await without();
      measured.push({ without: control, with: await round(amount) });
    } else {
      const poisoned = await round(amount);
      measured.push({ without: await without(), with: poisoned });
    }
  }
  const { tally, wrong } = await settledTally(
    context,
    () => tallyOf(context, entrance, { since, bad, missing }),
    missing,
  );
  return { name, good, pairs: measured, tally, failures: [...failures, ...wrong] };
}

/** The last alerts may still be on their way to the chat room. */
async function settledTally(
  { traffic: { signal, stretch } }: CheckContext,
  count: () => Promise<Tally>,
  missing: number,
): Promise<{ readonly tally: Tally; readonly wrong: readonly string[] }> {
  const look = async () => {
    const tally = await count();
    const wrong = wrongIn(tally, missing);
    return { ok: wrong.length === 0, detail: wrong.join("; "), tally, wrong };
  };
  return until(look, { signal, stretch, limitMs: settleMs, firstPauseMs: 150 });
}

function wrongIn({ lost, doubled, bad, kept, promised, alerted, needless }: Tally, missing: number): string[] {
  return [
    ...(missing > 0 ? [`${missing} good ones were waited for in vain`] : []),
    ...(lost > 0 ? [`${lost} lost`] : []),
    ...(doubled > 0 ? [`${doubled} doubled`] : []),
    ...(kept < bad ? [`${kept} of ${bad} bad ones are kept once with their reason`] : []),
    ...(alerted < promised ? [`${alerted} of ${promised} bad ones were notified once`] : []),
    ...(needless > 0 ? [`${needless} alerts too many`] : []),
  ];
}
