import { median } from "./statistics";

/** The two sides of a comparison: each call measures once and returns one value. */
export interface Sides {
  ours(): Promise<number>;
  control(): Promise<number>;
}

/** Two values that were measured one right after the other. */
export interface Pair {
  readonly ours: number;
  readonly control: number;
}

/** Result of a comparison. */
export interface Compared {
  readonly ours: number;
  readonly control: number;
  /** Median of the pairs' ratios, ours divided by control. */
  readonly ratio: number;
}

/**
 * Measures both sides in pairs, one right after the other, and takes medians. The order alternates, so that load from outside and changes
 * of the machine's speed affect both sides equally: within a pair they cancel out, which the ratio of two medians would not ensure.
 *
 * @param pairs counted pairs, 1 or more
 * @param warmUps uncounted pairs before them
 */
export async function compareInPairs(sides: Sides, pairs: number, warmUps = 1): Promise<Compared> {
  const counted: Pair[] = [];
  for (let pair = -warmUps; pair < pairs; pair++) {
    const values = { ours: 0, control: 0 };
    const order = pair % 2 === 0 ? (["ours", "control"] as const) : (["control", "ours"] as const);
    for (const side of order) values[side] = await sides[side]();
    if (pair >= 0) counted.push(values);
  }
  return comparePairs(counted);
}

/** Medians of both sides, and of the pairs' ratios. @param pairs one or more */
export function comparePairs(pairs: readonly Pair[]): Compared {
  return {
    ours: median(pairs.map(({ ours }) => ours)),
    control: median(pairs.map(({ control }) => control)),
    ratio: median(pairs.map(({ ours, control }) => ours / control)),
  };
}
