/** The middle value; of an even number of values the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle];
  const lower = sorted[sorted.length % 2 === 0 ? middle - 1 : middle];
  if (upper === undefined || lower === undefined) throw new RangeError("the median of no values");
  return (lower + upper) / 2;
}

/** One line of the result: what was measured, what it was measured against in the same run, and what it may be. */
export interface Figure {
  readonly what: string;
  readonly ours: number;
  /** What `ours` is held against, from the same run. */
  readonly control: number;
  readonly controlName: string;
  readonly unit: "ms" | "kB";
  /** Largest allowed value of ours / control. */
  readonly atMost: number;
}

/** Whether a figure keeps its budget. */
export function holds({ ours, control, atMost }: Figure): boolean {
  return ours <= control * atMost;
}
