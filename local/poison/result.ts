import { columns } from "../../cli/table";
import type { Measured, Pair } from "./measure";

/** Largest ratio of the time for valid messages with invalid ones beside them to the time without. */
export const mostRatio = 1.5;

/** The middle of the pairs' ratios, of an even number the mean of the two in the middle; undefined without a pair. */
export function ratioOf(pairs: readonly Pair[]): number | undefined {
  return middle(pairs.map((pair) => pair.with / pair.without));
}

/** What was not as it must be, times included. */
export function failuresOf({ name, pairs, failures }: Measured): readonly string[] {
  const ratio = ratioOf(pairs) ?? 0;
  const slow =
    ratio > mostRatio ? [`beside poison it took ${ratio.toFixed(2)} times as long, at most ${mostRatio}`] : [];
  return [...slow, ...failures].map((text) => `${name}: ${text}`);
}

/** One row for each entrance. */
export function resultTable(results: readonly Measured[], width?: number): string {
  const head = ["entrance", "without", "with", "ratio", "good", "lost", "doubled", "bad", "kept once", "alerts", ""];
  const rows = results.map((result) => {
    const { name, good, pairs, tally } = result;
    const ratio = ratioOf(pairs);
    const seconds = (of: (pair: Pair) => number) => {
      const value = middle(pairs.map(of));
      return value === undefined ? "-" : `${value.toFixed(1)} s`;
    };
    return [
      name,
      seconds((pair) => pair.without),
      seconds((pair) => pair.with),
      ratio === undefined ? "-" : ratio.toFixed(2),
      String(good),
      String(tally.lost),
      String(tally.doubled),
      String(tally.bad),
      String(tally.kept),
      `${tally.alerted + tally.needless} of ${tally.promised}`,
      failuresOf(result).length === 0 ? "ok" : "FAILED",
    ];
  });
  return columns(head, rows, width);
}

function middle(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  return upper === undefined || lower === undefined ? undefined : (upper + lower) / 2;
}
