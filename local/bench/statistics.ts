/** The middle value; of an even number of values the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle];
  const lower = sorted[sorted.length % 2 === 0 ? middle - 1 : middle];
  if (upper === undefined || lower === undefined) throw new RangeError("the median of no values");
  return (lower + upper) / 2;
}

interface Measured {
  readonly what: string;
  readonly ours: number;
  /** What `ours` is held against, from the same run. */
  readonly control: number;
  readonly controlName: string;
  readonly unit: "ms" | "µs" | "kB" | "/s";
  /** Ours by control, where the two were measured in pairs: the median of the pairs. Default: that of the two values here. */
  readonly ratio?: number;
}

/** One line of the result: what was measured, what it was measured against in the same run, and what the ratio may be. */
export type Figure = Measured & ({ readonly atMost: number } | { readonly atLeast: number });

/** Ours by control. */
export function ratioOf({ ours, control, ratio }: Figure): number {
  return ratio ?? ours / control;
}

/** Whether a figure keeps its budget. */
export function holds(figure: Figure): boolean {
  return "atMost" in figure ? ratioOf(figure) <= figure.atMost : ratioOf(figure) >= figure.atLeast;
}

/** What a figure's ratio may be, in words. */
export function boundOf(figure: Figure): string {
  return "atMost" in figure ? `at most ${figure.atMost.toFixed(2)}` : `at least ${figure.atLeast.toFixed(2)}`;
}
