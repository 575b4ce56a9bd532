/** An expression that is not metric math, that uses what is not evaluated here, or that combines what CloudWatch does not combine. */
export class MetricMathError extends Error {
  override readonly name = "MetricMathError";
}

/** Data points of one metric, one for each period, oldest first; undefined where there is none. */
export type Points = readonly (number | undefined)[];

/** The data that an expression is evaluated over. */
export interface MetricData {
  /** By the id that expressions use; all of the same length. */
  readonly metrics: ReadonlyMap<string, Points>;
  /** How many periods there are. */
  readonly length: number;
  readonly periodSeconds: number;
}

/** What an expression is worth: CloudWatch's types S, TS and TS[]. A scalar that cannot be computed is undefined. */
export type Value =
  | { readonly kind: "scalar"; readonly value: number | undefined }
  | { readonly kind: "series"; readonly points: Points }
  | { readonly kind: "list"; readonly series: readonly Points[] };

const titles = { scalar: "a number", series: "a time series", list: "an array of time series" } as const;

/** The type of a value, for messages. */
export function titleOf({ kind }: Value): string {
  return titles[kind];
}

/** A number; one that is not finite is no value. */
export function scalar(value: number | undefined): Value {
  return { kind: "scalar", value: finite(value) };
}

/** A time series; data points that are not finite are dropped, as after a division by zero. */
export function series(points: Points): Value {
  return { kind: "series", points: points.map(finite) };
}

/** An array of time series. */
export function list(all: readonly Points[]): Value {
  return { kind: "list", series: all.map((points) => points.map(finite)) };
}

/** Applies what is done to one time series to each of an array. @throws {MetricMathError} for a number */
export function mapSeries(value: Value, what: string, change: (points: Points) => Points): Value {
  if (value.kind === "scalar")
    throw new MetricMathError(`${what} takes a time series or an array of them, not a number`);
  return value.kind === "series" ? series(change(value.points)) : list(value.series.map(change));
}

function finite(value: number | undefined): number | undefined {
  return value !== undefined && Number.isFinite(value) ? value : undefined;
}
