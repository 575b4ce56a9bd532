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
  /** The sum of all values of a metric. */
  total(key: string): number;
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

/** One metric: its values by minute. */
interface Stored {
  readonly metric: Pick<MetricPoint, "namespace" | "name" | "dimensions">;
  readonly minutes: Map<number, number[]>;
}

/** Sorts data points into the minutes of a clock. */
export function createSeries(clock: RunClock, points: Iterable<MetricPoint>): Series {
  const stored = new Map<string, Stored>();
  for (const point of points) {
    const key = metricKey(point);
    const { namespace, name, dimensions } = point;
    const { minutes } = stored.get(key) ?? keep(key, { metric: { namespace, name, dimensions }, minutes: new Map() });
    const at = Math.floor(simulatedTime(clock, point.at) / minuteMs);
    const values = minutes.get(at);
    if (values === undefined) minutes.set(at, [point.value]);
    else values.push(point.value);
  }
  return {
    metrics: () => [...stored.values()].map(({ metric }) => metric),
    dataPoint(key, statistic, until, length) {
      const minutes = stored.get(key)?.minutes;
      if (minutes === undefined) return undefined;
      const values = Array.from({ length }, (_, index) => minutes.get(until - length + index) ?? []).flat();
      return values.length === 0 ? undefined : combined(values, statistic);
    },
    total: (key) => sumOf([...(stored.get(key)?.minutes.values() ?? [])].flat()),
  };

  function keep(key: string, fresh: Stored): Stored {
    stored.set(key, fresh);
    return fresh;
  }
}

function sumOf(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0);
}

function combined(values: readonly number[], statistic: Statistic): number {
  switch (statistic) {
    case "Sum":
      return sumOf(values);
    case "Average":
      return sumOf(values) / values.length;
    case "SampleCount":
      return values.length;
    case "Maximum":
      return values.reduce((most, value) => Math.max(most, value));
    case "Minimum":
      return values.reduce((least, value) => Math.min(least, value));
    default:
      return percentile(values, Number(statistic.slice(1)));
  }
}

/** The smallest value that so many percent do not exceed. CloudWatch does not document between which values it interpolates. */
function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? 0;
}
