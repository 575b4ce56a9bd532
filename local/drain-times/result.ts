import type { Backoff } from "../../functions/shared/backoff";
import type { RecordedEmail } from "../ses/ledger";
import type { Drain } from "./drain";
import type { Constants, Prediction } from "./predict";

/** How far what is seen may be from what was predicted, as a share of the prediction. */
export const tolerance = 0.15;

/** One burst. */
export interface DrainTime {
  /** Emails a second that SES takes. */
  readonly perSecond: number;
  readonly emails: number;
  readonly predicted: Prediction;
  readonly seen: Pick<Drain, "seconds" | "refusals" | "lost" | "twice" | "left">;
  /** Seconds seen, divided by those predicted. */
  readonly ratio: number;
}

/** Everything that a run of the command has found; its JSON is this. */
export interface DrainTimes {
  /** Day, ISO 8601. */
  readonly day: string;
  readonly constants: Constants;
  readonly backoff: Backoff;
  /** Messages that the sender works on at a time. */
  readonly places: number;
  readonly bursts: readonly DrainTime[];
}

/** Orders without an email, and emails beyond one of an order. @param emails that SES took, of these orders and of others */
export function lossesAmong(
  orders: readonly string[],
  emails: readonly Pick<RecordedEmail, "tags">[],
): Pick<Drain, "lost" | "twice"> {
  const counts = new Map(orders.map((order) => [order, 0]));
  for (const { tags } of emails) {
    const order = tags.orderId ?? "";
    const count = counts.get(order);
    if (count !== undefined) counts.set(order, count + 1);
  }
  const each = [...counts.values()];
  return {
    lost: each.filter((count) => count === 0).length,
    twice: each.reduce((sum, count) => sum + Math.max(0, count - 1), 0),
  };
}

/** What came of a burst, beside its prediction. */
export function compare(
  { perSecond, emails, predicted }: Pick<DrainTime, "perSecond" | "emails" | "predicted">,
  { seconds, refusals, lost, twice, left }: DrainTime["seen"],
): DrainTime {
  const seen = { seconds, refusals, lost, twice, left };
  return { perSecond, emails, predicted, seen, ratio: seconds / predicted.seconds };
}

/** What is wrong with what came of a burst; empty: each order has one email, and nothing is left. */
export function lossesOf({ lost, twice, left }: DrainTime["seen"]): readonly string[] {
  return [
    ...(lost > 0 ? [`${lost} orders have no email`] : []),
    ...(twice > 0 ? [`${twice} emails are second ones`] : []),
    ...(left > 0 ? [`${left} messages are left`] : []),
  ];
}

/** What is wrong with a burst; empty: it also took the predicted time. */
export function problemsOf({ ratio, seen }: Pick<DrainTime, "ratio" | "seen">): readonly string[] {
  const late = Math.abs(ratio - 1) > tolerance;
  return [
    ...(late ? [`${ratio.toFixed(2)} of the predicted time is not within ${tolerance * 100} %`] : []),
    ...lossesOf(seen),
  ];
}

/** `44.9 s (42.1 to 47.3)`. */
export function inWords({ seconds, least, most }: Prediction): string {
  return `${seconds.toFixed(1)} s (${least.toFixed(1)} to ${most.toFixed(1)})`;
}
