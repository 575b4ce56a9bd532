import { median } from "./statistics";

/** The two sides of a comparison: each measures itself once and gives one value. */
export interface Sides {
  ours(): Promise<number>;
  control(): Promise<number>;
}

/** What came of a comparison. */
export interface Compared {
  readonly ours: number;
  readonly control: number;
  /** Median of the ratios of the pairs, ours by control. */
  readonly ratio: number;
}

/**
 * Measures both sides in pairs, one right after the other, and takes medians. Who goes first alternates, so that a load from outside and
 * a drift of the machine's speed touch both alike: within a pair they cancel out, which the ratio of two medians would not give.
 *
 * @param pairs pairs that count, 1 or more
 * @param warmUps pairs before them that don't
 */
export async function compareInPairs(sides: Sides, pairs: number, warmUps = 1): Promise<Compared> {
  const ours: number[] = [];
  const control: number[] = [];
  const ratios: number[] = [];
  for (let pair = -warmUps; pair < pairs; pair++) {
    const values = { ours: 0, control: 0 };
    const order = pair % 2 === 0 ? (["ours", "control"] as const) : (["control", "ours"] as const);
    for (const side of order) values[side] = await sides[side]();
    if (pair < 0) continue;
    ours.push(values.ours);
    control.push(values.control);
    ratios.push(values.ours / values.control);
  }
  return { ours: median(ours), control: median(control), ratio: median(ratios) };
}
