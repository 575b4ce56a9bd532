import { createSeries, type RunClock, type Series } from "../../aws/alarms/series";
import { joined } from "../../values/joined";
import type { MetricSource } from "./source";

/** Metric data of a run. */
export interface Gathering {
  /** Metrics that have a source, with or without data points: see `MetricReader`. */
  readonly titles: ReadonlySet<string>;
  /** Goes on growing. */
  readonly series: Series;
  /** Number of data points by what they were read from. */
  readonly counts: ReadonlyMap<string, number>;
}

/** Gathers metric data from a clock's origin on. */
export interface Gatherer {
  readonly clock: RunClock;
  /** Brings the data up to date. Calls at the same time are answered from one reading. */
  read(): Promise<Gathering>;
}

/** A day, the longest time that the console draws, and enough values of a minute for its 99th percentile. */
const limits = { minutes: 1_440, values: 500 } as const;

/** Begins to follow all sources. */
export function createGatherer(sources: readonly MetricSource[], clock: RunClock): Gatherer {
  const series = createSeries(clock, [], limits);
  const counts = new Map<string, number>();
  const readers = sources.map(({ name, follow }) => {
    counts.set(name, 0);
    return follow(clock, (point) => {
      counts.set(name, (counts.get(name) ?? 0) + 1);
      series.add(point);
    });
  });
  return {
    clock,
    read: joined(async () => {
      const titles = await Promise.all(readers.map((reader) => reader.read()));
      return { titles: new Set(titles.flat()), series, counts: new Map(counts) };
    }),
  };
}
