/** An expression that is not valid metric math, or that uses a feature which is not supported here. */
export class MetricMathError extends Error {
  override readonly name = "MetricMathError";
}

/** Data points of one metric, one per period, oldest first; undefined for a period without data. */
export type Points = readonly (number | undefined)[];

/** The data for evaluating an expression. */
export interface MetricData {
  /** Metrics by the id that expressions use; all of the same length. */
  readonly metrics: ReadonlyMap<string, Points>;
  /** Number of periods. */
  readonly length: number;
  readonly periodSeconds: number;
}

/** Value of an expression: CloudWatch's types S, TS and TS[]. A scalar that cannot be computed is undefined. */
export type Value =
  | { readonly kind: "scalar"; readonly value: number | undefined }
  | { readonly kind: "series"; readonly points: Points }
  | { readonly kind: "list"; readonly series: readonly Points[] };

const titles = { scalar: "a number", series: "a time series", list: "an array of time series" } as const;

/** The type of a value, for messages. */
export function titleOf({ kind }: Value): string {
  return titles[kind];
}

/** A scalar; a number that is not finite becomes undefined. */
export function scalar(value: number | undefined): Value {
  return { kind: "scalar", value: finite(value) };
}

/** A time series; data points that are not finite are dropped, such as after a division by zero. */
export function series(points: Points): Value {
  return { kind: "series", points: points.map(finite) };
}

/** An array of time series. */
export function list(all: readonly Points[]): Value {
  return { kind: "list", series: all.map((points) => points.map(finite)) };
}

/** Applies a function to a time series, or to each one of an array. @throws {MetricMathError} for a scalar */
export function mapSeries(value: Value, what: string, change: (points: Points) => Points): Value {
  if (value.kind === "scalar")
    throw new MetricMathError(`${what} takes a time series or an array of them, not a number`);
  return value.kind === "series" ? series(change(value.points)) : list(value.series.map(change));
}

function finite(value: number | undefined): number | undefined {
  return value !== undefined && Number.isFinite(value) ? value : undefined;
}
