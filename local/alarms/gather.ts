import { createSeries, type MetricPoint, type RunClock, type Series } from "../../aws/alarms/series";
import type { MetricSource } from "./source";

/** Metric data of a run. */
export interface Gathering {
  /** Metrics that have a source, with or without data points: see `Measured`. */
  readonly titles: ReadonlySet<string>;
  readonly points: readonly MetricPoint[];
  readonly series: Series;
  /** Number of data points by what they were read from. */
  readonly counts: ReadonlyMap<string, number>;
}

/** Reads all sources, from the clock's origin on. */
export async function gather(sources: readonly MetricSource[], clock: RunClock): Promise<Gathering> {
  const measured = await Promise.all(
    sources.map(async (source) => ({ name: source.name, ...(await source.measure(clock)) })),
  );
  const points = measured.flatMap((source) => source.points);
  return {
    titles: new Set(measured.flatMap((source) => source.titles)),
    points,
    series: createSeries(clock, points),
    counts: new Map(measured.map((source) => [source.name, source.points.length])),
  };
}
