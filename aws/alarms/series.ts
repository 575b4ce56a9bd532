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

/** How the values within a period are combined. Percentiles are left out: they need single values, and only minutes are stored. */
export type Statistic = "Sum" | "Average" | "Maximum";

/** The key of a metric. A different dimension makes it a different metric. */
export function metricKey({
  namespace,
  name,
  dimensions,
}: Pick<MetricPoint, "namespace" | "name" | "dimensions">): string {
  const set = Object.entries(dimensions).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([namespace, name, set]);
}

interface Minute {
  sum: number;
  count: number;
  maximum: number;
}

/** All collected data. */
export interface Series {
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

/** Sorts data points into the minutes of a clock. */
export function createSeries(clock: RunClock, points: Iterable<MetricPoint>): Series {
  const metrics = new Map<string, Map<number, Minute>>();
  for (const point of points) {
    const key = metricKey(point);
    const minutes = metrics.get(key) ?? new Map<number, Minute>();
    metrics.set(key, minutes);
    const at = Math.floor(simulatedTime(clock, point.at) / minuteMs);
    const minute = minutes.get(at) ?? { sum: 0, count: 0, maximum: Number.NEGATIVE_INFINITY };
    minute.sum += point.value;
    minute.count += 1;
    minute.maximum = Math.max(minute.maximum, point.value);
    minutes.set(at, minute);
  }
  return {
    dataPoint(key, statistic, until, length) {
      const minutes = metrics.get(key);
      if (minutes === undefined) return undefined;
      const found = Array.from({ length }, (_, index) => minutes.get(until - length + index)).filter(
        (minute) => minute !== undefined,
      );
      const count = found.reduce((all, minute) => all + minute.count, 0);
      if (count === 0) return undefined;
      if (statistic === "Maximum") return Math.max(...found.map(({ maximum }) => maximum));
      const sum = found.reduce((all, minute) => all + minute.sum, 0);
      return statistic === "Sum" ? sum : sum / count;
    },
    total: (key) => [...(metrics.get(key)?.values() ?? [])].reduce((all, { sum }) => all + sum, 0),
  };
}
