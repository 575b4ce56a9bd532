// Metric data as CloudWatch keeps it: by minute, for each metric with its exact dimension set.

/** One measurement. */
export interface MetricPoint {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly value: number;
}

/** How the points of a period become one. Percentiles need the single values, which minutes do not keep. */
export type Statistic = "Sum" | "Average" | "Maximum";

/** A metric by name: two that differ in one dimension are two metrics. */
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

/** All data that was gathered. */
export interface Series {
  /**
   * The data point of a period.
   *
   * @param until end of the period in minutes since the epoch, not included
   * @param minutes its length
   * @returns undefined when nothing was measured
   */
  dataPoint(key: string, statistic: Statistic, until: number, minutes: number): number | undefined;
  /** Everything ever measured of a metric, added up. */
  total(key: string): number;
}

/** Reads the clock of a run in which a second may stand for more. */
export interface RunClock {
  /** Where real and simulated time are the same, epoch milliseconds. */
  readonly origin: number;
  /** Simulated seconds for each real one, the same for every time stamp. 1 or more. */
  readonly factor: number;
}

/** Simulated time at a real time. Both in epoch milliseconds. */
export function simulatedTime({ origin, factor }: RunClock, real: number): number {
  return origin + (real - origin) * factor;
}

export const minuteMs = 60_000;

/** Sorts measurements into minutes of a clock. */
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
