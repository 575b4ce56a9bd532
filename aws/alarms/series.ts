// Metric data as CloudWatch stores it: by minute, for each metric with its exact set of dimensions.

/** One measurement. */
export interface MetricPoint {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly value: number;
}

/** How the values within a period are combined. */
export type Statistic = "Sum" | "Average" | "Maximum" | "Minimum" | "SampleCount" | `p${number}`;

/** A statistic by CloudWatch's name; undefined for one that is not computed here, such as a trimmed mean. */
export function readStatistic(name: string | undefined): Statistic | undefined {
  if (name === "Sum" || name === "Average" || name === "Maximum" || name === "Minimum" || name === "SampleCount")
    return name;
  const percent = Number(/^p(\d{1,3}(?:\.\d+)?)$/.exec(name ?? "")?.[1]);
  return percent > 0 && percent <= 100 ? `p${percent}` : undefined;
}

/** The key of a metric. A different dimension makes it a different metric. */
export function metricKey({
  namespace,
  name,
  dimensions,
}: Pick<MetricPoint, "namespace" | "name" | "dimensions">): string {
  const set = Object.entries(dimensions).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([namespace, name, set]);
}

/** All collected data. */
export interface Series {
  /** Adds one measurement. */
  add(point: MetricPoint): void;
  /** The metrics that have data. */
  metrics(): readonly Pick<MetricPoint, "namespace" | "name" | "dimensions">[];
  /**
   * The data point of a period.
   *
   * @param until end of the period in minutes since the epoch, not included
   * @param minutes its length
   * @returns undefined when nothing was measured
   */
  dataPoint(key: string, statistic: Statistic, until: number, minutes: number): number | undefined;
  /** The sum of all values of a metric, of forgotten minutes as well. */
  total(key: string): number;
}

/** How much is kept of each metric. */
export interface SeriesLimits {
  /** Minutes with data, the newest. @default all */
  readonly minutes?: number;
  /** Values of a minute, for percentiles: of more every second one is kept, then every fourth, and so on. 2 or more. @default all */
  readonly values?: number;
}

/** The clock of a run, in which a real second may stand for several simulated ones. */
export interface RunClock {
  /** The moment at which real and simulated time are equal, epoch milliseconds. */
  readonly origin: number;
  /** Simulated seconds per real second, constant for the run. 1 or more. */
  readonly factor: number;
}

/** The simulated time for a real time. Both in epoch milliseconds. */
export function simulatedTime({ origin, factor }: RunClock, real: number): number {
  return origin + (real - origin) * factor;
}

export const minuteMs = 60_000;

/** One minute of a metric. */
interface Minute {
  count: number;
  sum: number;
  least: number;
  most: number;
  /** Of each `step` values one. */
  values: number[];
  step: number;
}

/** One metric: its values by minute. */
interface Stored {
  readonly metric: Pick<MetricPoint, "namespace" | "name" | "dimensions">;
  readonly minutes: Map<number, Minute>;
  total: number;
}

/** Sorts data points into the minutes of a clock. @param points to begin with @param limits so that a long run does not fill the memory */
export function createSeries(
  clock: RunClock,
  points: Iterable<MetricPoint> = [],
  { minutes: mostMinutes = Number.POSITIVE_INFINITY, values: mostValues = Number.POSITIVE_INFINITY }: SeriesLimits = {},
): Series {
  const stored = new Map<string, Stored>();

  function add(point: MetricPoint): void {
    const key = metricKey(point);
    const { namespace, name, dimensions, value } = point;
    const one = stored.get(key) ?? { metric: { namespace, name, dimensions }, minutes: new Map(), total: 0 };
    stored.set(key, one);
    one.total += value;
    const at = Math.floor(simulatedTime(clock, point.at) / minuteMs);
    const minute = one.minutes.get(at);
    if (minute !== undefined) {
      addTo(minute, value, mostValues);
      return;
    }
    one.minutes.set(at, { count: 1, sum: value, least: value, most: value, values: [value], step: 1 });
    if (one.minutes.size > mostMinutes) one.minutes.delete(Math.min(...one.minutes.keys()));
  }

  for (const point of points) add(point);
  return {
    add,
    metrics: () => [...stored.values()].map(({ metric }) => metric),
    dataPoint(key, statistic, until, length) {
      const minutes = stored.get(key)?.minutes;
      if (minutes === undefined) return undefined;
      const found = Array.from({ length }, (_, index) => minutes.get(until - length + index) ?? []).flat();
      return found.length === 0 ? undefined : combined(found, statistic);
    },
    total: (key) => stored.get(key)?.total ?? 0,
  };
}

function addTo(minute: Minute, value: number, mostValues: number): void {
  if (minute.count % minute.step === 0) minute.values.push(value);
  minute.count += 1;
  minute.sum += value;
  minute.least = Math.min(minute.least, value);
  minute.most = Math.max(minute.most, value);
  if (minute.values.length <= mostValues) return;
  minute.values = minute.values.filter((_, index) => index % 2 === 0);
  minute.step *= 2;
}

function combined(minutes: readonly Minute[], statistic: Statistic): number {
  const sumOf = (of: (minute: Minute) => number) => minutes.reduce((all, minute) => all + of(minute), 0);
  const count = sumOf((minute) => minute.count);
  switch (statistic) {
    case "Sum":
      return sumOf(({ sum }) => sum);
    case "Average":
      return sumOf(({ sum }) => sum) / count;
    case "SampleCount":
      return count;
    case "Maximum":
      return minutes.reduce((most, minute) => Math.max(most, minute.most), Number.NEGATIVE_INFINITY);
    case "Minimum":
      return minutes.reduce((least, minute) => Math.min(least, minute.least), Number.POSITIVE_INFINITY);
    default:
      return percentile(minutes, Number(statistic.slice(1)));
  }
}

/** The smallest value that so many percent do not exceed. CloudWatch does not document between which values it interpolates. */
function percentile(minutes: readonly Minute[], percent: number): number {
  const sorted = minutes
    .flatMap(({ values, step }) => values.map((value) => ({ value, step })))
    .sort((a, b) => a.value - b.value);
  const wanted = Math.max(1, Math.ceil((percent / 100) * sorted.reduce((all, { step }) => all + step, 0)));
  let passed = 0;
  for (const { value, step } of sorted) {
    passed += step;
    if (passed >= wanted) return value;
  }
  return sorted.at(-1)?.value ?? 0;
}
