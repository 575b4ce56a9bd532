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
  readonly unit: "ms" | "kB" | "/s";
}

/** One line of the result: what was measured, what it was measured against in the same run, and what ours / control may be. */
export type Figure = Measured & ({ readonly atMost: number } | { readonly atLeast: number });

/** Whether a figure keeps its budget. */
export function holds(figure: Figure): boolean {
  const { ours, control } = figure;
  return "atMost" in figure ? ours <= control * figure.atMost : ours >= control * figure.atLeast;
}

/** What a figure's ratio may be, in words. */
export function boundOf(figure: Figure): string {
  return "atMost" in figure ? `at most ${figure.atMost.toFixed(2)}` : `at least ${figure.atLeast.toFixed(2)}`;
}
