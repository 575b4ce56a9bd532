import {
  list,
  type MetricData,
  MetricMathError,
  mapSeries,
  type Points,
  scalar,
  series,
  titleOf,
  type Value,
} from "./value";

/** A function of metric math that needs only the values of its arguments. */
export interface MathFunction {
  readonly minArguments: number;
  readonly maxArguments: number;
  /** @throws {MetricMathError} an argument has a type that the function does not accept; `name` is for the message */
  readonly apply: (values: readonly Value[], data: MetricData, name: string) => Value;
}

/** Combines the data points that exist; `all` is the number of periods. */
type Aggregate = (present: readonly number[], all: number) => number;

/**
 * Functions by name. Not supported: those that need data outside the request (`SEARCH`, `ANOMALY_DETECTION_BAND`, `INSIGHT_RULE_METRIC`,
 * `SERVICE_QUOTA` and the date functions), and `SORT`.
 *
 * Source: CloudWatch User Guide, "Functions supported for metric math".
 */
export const functions: ReadonlyMap<string, MathFunction> = new Map<string, MathFunction>([
  ["ABS", pointwise(Math.abs)],
  ["CEIL", pointwise(Math.ceil)],
  ["FLOOR", pointwise(Math.floor)],
  ["LOG", pointwise(Math.log)],
  ["LOG10", pointwise(Math.log10)],
  ["SUM", aggregate(sum)],
  ["MIN", aggregate((present) => Math.min(...present))],
  ["MAX", aggregate((present) => Math.max(...present))],
  ["AVG", aggregate((present, all) => sum(present) / all)],
  ["STDDEV", aggregate(deviation)],
  ["DATAPOINT_COUNT", aggregate((present) => present.length)],
  ["DIFF", stepwise((value, previous) => value - previous)],
  ["DIFF_TIME", stepwise((_value, _previous, seconds) => seconds)],
  ["RATE", stepwise((value, previous, seconds) => (value - previous) / seconds)],
  ["RUNNING_SUM", unary((value, _data, name) => mapSeries(value, name, runningSum))],
  ["FIRST", unary((value, _data, name) => nth(arrayOf(value, name), 0))],
  ["LAST", unary((value, _data, name) => nth(arrayOf(value, name), -1))],
  ["METRIC_COUNT", unary((value, _data, name) => scalar(arrayOf(value, name).length))],
  [
    "REMOVE_EMPTY",
    unary((value, _data, name) =>
      list(arrayOf(value, name).filter((points) => points.some((one) => one !== undefined))),
    ),
  ],
  ["SLICE", { minArguments: 2, maxArguments: 3, apply: slice }],
  ["PERIOD", unary(periodOf)],
  [
    "TIME_SERIES",
    unary((value, { length }, name) => series(Array<number | undefined>(length).fill(numberOf(value, name)))),
  ],
]);

function unary(apply: (value: Value, data: MetricData, name: string) => Value): MathFunction {
  return {
    minArguments: 1,
    maxArguments: 1,
    apply: ([value = scalar(undefined)], data, name) => apply(value, data, name),
  };
}

function pointwise(change: (value: number) => number): MathFunction {
  return unary((value, _data, name) =>
    mapSeries(value, name, (points) => points.map((point) => (point === undefined ? undefined : change(point)))),
  );
}

/**
 * Combines the existing data points of a time series into one number, or an array into one time series, period by period. For an array the
 * average counts a missing value as 0; only a period in which every metric is missing has no data point.
 */
function aggregate(combine: Aggregate): MathFunction {
  const over = (points: Points, all: number) => {
    const present = points.filter((point) => point !== undefined);
    return present.length === 0 ? undefined : combine(present, all);
  };
  return unary((value, { length }, name) => {
    if (value.kind === "series")
      return scalar(over(value.points, value.points.filter((one) => one !== undefined).length));
    const all = arrayOf(value, name);
    return series(
      Array.from({ length }, (_, at) =>
        over(
          all.map((points) => points[at]),
          all.length,
        ),
      ),
    );
  });
}

/** Combines each data point with the previous existing one, however many periods lie between. The first data point has no result. */
function stepwise(step: (value: number, previous: number, seconds: number) => number): MathFunction {
  return unary((value, { periodSeconds }, name) =>
    mapSeries(value, name, (points) => {
      let last: { readonly at: number; readonly value: number } | undefined;
      return points.map((point, at) => {
        if (point === undefined) return undefined;
        const before = last;
        last = { at, value: point };
        return before && step(point, before.value, (at - before.at) * periodSeconds);
      });
    }),
  );
}

function runningSum(points: Points): Points {
  let total = 0;
  return points.map((point) => {
    if (point === undefined) return undefined;
    total += point;
    return total;
  });
}

function periodOf(value: Value, { periodSeconds }: MetricData, name: string): Value {
  if (value.kind !== "series") throw new MetricMathError(`${name} takes a metric, not ${titleOf(value)}`);
  return scalar(periodSeconds);
}

function slice([all, ...bounds]: readonly Value[], _data: MetricData, name: string): Value {
  const [start, end] = bounds.map((bound) => numberOf(bound, name));
  return list(arrayOf(all ?? scalar(undefined), name).slice(start, end));
}

function nth(all: readonly Points[], index: number): Value {
  return series(all.at(index) ?? []);
}

function arrayOf(value: Value, name: string): readonly Points[] {
  if (value.kind !== "list") throw new MetricMathError(`${name} takes an array of time series, not ${titleOf(value)}`);
  return value.series;
}

function numberOf(value: Value, name: string): number | undefined {
  if (value.kind !== "scalar") throw new MetricMathError(`${name} takes a number, not ${titleOf(value)}`);
  return value.value;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Population standard deviation. CloudWatch's guide does not say whether it uses this or the sample's. */
function deviation(values: readonly number[]): number {
  const mean = sum(values) / values.length;
  return Math.sqrt(sum(values.map((value) => (value - mean) ** 2)) / values.length);
}
