import type { GraphResource } from "../../program/graph/build-graph";
import { settingsOf } from "../../scripts/alarm-times/settings";
import { type BurstShop, simulateBurst } from "../../scripts/capacity/burst";
import { burstShop } from "../../scripts/capacity/estimate";
import { StackGraph } from "../../scripts/cost/stack-graph";
import { createFractions } from "../../values/fractions";
import { median } from "../bench/statistics";

/** What the simulation of a burst needs to know of this machine, measured while SES takes everything. */
export interface Constants {
  /** Messages a second that the burst's publisher gets rid of. */
  readonly publishedPerSecond: number;
  /** From a message's publication to the function that reads its queue, in seconds. */
  readonly towardsQueue: number;
  /** A message whose email SES takes, with every place for a message busy, in seconds: an average. */
  readonly sendSeconds: number;
  /** What a refused message costs beside the call to SES: a write to its table, in seconds. */
  readonly refusedSeconds: number;
}

/** Emails a second that SES takes where it takes everything. */
const everything = Number.MAX_SAFE_INTEGER;

/** How long a burst takes by the simulation. Seconds: the median of many runs, and the shortest and the longest of them. */
export interface Prediction {
  readonly seconds: number;
  readonly least: number;
  readonly most: number;
  /** Emails that SES refuses, each tried again later: the median. */
  readonly refusals: number;
  /** The most of any run. */
  readonly deadLettered: number;
}

/** Runs of a simulation: the waits between tries are drawn, there as in the program. */
export const simulations = 25;

/** Messages that the sender works on at a time. */
export function placesOf({ senders, batchSize, parallel }: Pick<BurstShop, "senders" | "batchSize" | "parallel">) {
  return senders * Math.min(batchSize, parallel);
}

/**
 * What a burst meets in a stack on this machine: the declared settings, as `npm run capacity` reads them, with what was measured in place of AWS's
 * durations.
 *
 * @param emailRate emails a second that SES takes
 */
export function shopOf(resources: readonly GraphResource[], constants: Constants, emailRate: number): BurstShop {
  const { publishedPerSecond: apiRate, ...measured } = constants;
  const declared = burstShop(new StackGraph(resources), settingsOf(resources), emailRate);
  return { ...declared, ...measured, apiRate, apiBurst: 0 };
}

/**
 * The time of an email by which a simulated burst, with an SES that takes everything, takes as long as one that was seen.
 *
 * @param seen emails of that burst, and its seconds
 */
export function sendSecondsOf(
  resources: readonly GraphResource[],
  constants: Omit<Constants, "sendSeconds">,
  seen: { readonly emails: number; readonly seconds: number },
): number {
  const shop = shopOf(resources, { ...constants, sendSeconds: 0 }, everything);
  const working = (seconds: number) => seconds - constants.towardsQueue;
  const sendSeconds = (working(seen.seconds) * placesOf(shop)) / seen.emails;
  // Calls end with their last message, so that places are idle at their ends: less than this leaves room for that.
  const { seconds } = predict({ ...shop, sendSeconds }, seen.emails);
  return sendSeconds * (working(seen.seconds) / working(seconds));
}

/** Predicts how long a burst takes. */
export function predict(shop: BurstShop, emails: number): Prediction {
  const runs = Array.from({ length: simulations }, (_, seed) => simulateBurst(shop, emails, createFractions(seed)));
  const seconds = runs.map(({ drainSeconds }) => drainSeconds);
  return {
    seconds: median(seconds),
    least: Math.min(...seconds),
    most: Math.max(...seconds),
    refusals: median(runs.map(({ refusals }) => refusals)),
    deadLettered: Math.max(...runs.map(({ deadLettered }) => deadLettered)),
  };
}
