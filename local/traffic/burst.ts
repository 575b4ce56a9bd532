import { eventsEach } from "./shipment-plan";

/** What `npm start -- --scale N` sends at once, each kind in a burst of its own. */
export interface BurstPlan {
  /** Number of events on a day of this scale. */
  readonly perDay: number;
  readonly confirmations: number;
  readonly notifications: number;
  /** Shipments of seven events each, at least as many events as there are confirmations; repeated and broken ones come on top. */
  readonly shipments: number;
}

/** How long a burst took, from its first message until all of it was worked off. */
export interface Drained {
  readonly count: number;
  readonly seconds: number;
}

/** One burst of a `--scale`. */
export interface Burst extends Drained {
  readonly pipeline: "confirmations" | "notifications" | "shipments";
  readonly perDay: number;
  /** What the smaller bursts before it let expect. Undefined: it was too small for that. */
  readonly predictedSeconds?: number;
}

/** Confirmations at once in a run without `--scale`. */
export const usualBurst = 100;
/** Bounds of `--scale`. */
export const scales = { least: 1, most: 500 } as const;

/** Sizes of the bursts that predict a larger one, as shares of it. Far apart: bursts of one size differ by 5 %, and a line that goes on makes that more. */
export const probeShares = [0.05, 0.4] as const;
/** Smallest burst that is predicted: in smaller ones the way of the first message is most of the time. */
export const leastPredicted = 1_000;

/** The seeds' floor. */
const floorPerDay = 2_000;
/** Share of a day in one burst: the events of about a quarter of an hour, without pauses. */
const shareOfDay = 0.01;
const secondsOfDay = 86_400;

/** Plans the bursts of a scale: of each kind one in a hundred of a day's `scale` x 2,000. */
export function planBurst(scale: number): BurstPlan {
  const perDay = scale * floorPerDay;
  const count = Math.round(perDay * shareOfDay);
  return { perDay, confirmations: count, notifications: count, shipments: Math.ceil(count / eventsEach) };
}

/** Seconds that a burst takes if it goes on as two smaller ones did: by the straight line through their times. */
export function predictSeconds(count: number, small: Drained, large: Drained): number {
  const each = (large.seconds - small.seconds) / (large.count - small.count);
  return large.seconds + each * (count - large.count);
}

/** For a check's detail: how many of what it looked at came in one burst, and how much faster than on such a day; empty without one. */
export function inBurst(bursts: readonly Burst[], pipeline: Burst["pipeline"]): string {
  const own = bursts.filter((burst) => burst.pipeline === pipeline);
  return own.map((burst) => `; ${inWords(burst)}`).join("");
}

/** `2,000 in one burst, worked off in 20.0 s (predicted: 19.0 s): 43 times the rate of 200,000 a day`. */
export function inWords({ count, perDay, seconds, predictedSeconds }: Burst): string {
  const times = count / seconds / (perDay / secondsOfDay);
  const predicted = predictedSeconds === undefined ? "" : ` (predicted: ${predictedSeconds.toFixed(1)} s)`;
  return `${grouped(count)} in one burst, worked off in ${seconds.toFixed(1)} s${predicted}: ${grouped(Math.round(times))} times the rate of ${grouped(perDay)} a day`;
}

function grouped(count: number): string {
  return count.toLocaleString("en-US");
}
