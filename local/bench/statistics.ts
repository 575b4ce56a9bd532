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
  /** Its name in the history: a word or two. Absent: it has no history, such as a size that a build decides. */
  readonly short?: string;
  readonly what: string;
  readonly ours: number;
  /** The value to compare `ours` with, from the same run. */
  readonly control: number;
  readonly controlName: string;
  readonly unit: "ms" | "µs" | "kB" | "/s";
  /** Ours divided by control, when measured in pairs: the median of the pairs. Default: the ratio of the two values here. */
  readonly ratio?: number;
}

/** One line of the result: the measured value, the value of the control in the same run, and the bound of their ratio. */
export type Figure = Measured & ({ readonly atMost: number } | { readonly atLeast: number });

/** Ours divided by control. */
export function ratioOf({ ours, control, ratio }: Figure): number {
  return ratio ?? ours / control;
}

/** Whether a figure meets its budget. */
export function holds(figure: Figure): boolean {
  return "atMost" in figure ? ratioOf(figure) <= figure.atMost : ratioOf(figure) >= figure.atLeast;
}

/** The bound of a figure's ratio, as text. */
export function boundOf(figure: Figure): string {
  return "atMost" in figure ? `at most ${figure.atMost.toFixed(2)}` : `at least ${figure.atLeast.toFixed(2)}`;
}
