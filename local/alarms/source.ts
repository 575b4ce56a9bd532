import type { MetricPoint, RunClock } from "../../aws/alarms/series";

/** What a source has measured. */
export interface Measured {
  /** Metrics that it measures, with or without data points, as `metricTitles` names them: `AWS/SQS ApproximateAgeOfOldestMessage`. */
  readonly titles: readonly string[];
  readonly points: readonly MetricPoint[];
}

/** Measures metrics of a run, as AWS documents them. An alarm is judged when each of its metrics has a source. */
export interface MetricSource {
  /** What the data points are read from, for the report, such as `queues`. */
  readonly name: string;
  /** Everything since the clock's origin. Lengths of time in values are those of the clock. */
  measure(clock: RunClock): Promise<Measured>;
}

/** Takes data points. */
export interface MetricWriter {
  add(point: MetricPoint): void;
}

/** Metrics that a fake measures. */
export interface FakeMetricTitles {
  readonly titles: readonly string[];
  /** Of these, lengths of time. */
  readonly durations?: readonly string[];
}

/** A long run forgets its oldest data points; about 40 MB. */
const mostPoints = 200_000;

/** A source that fakes of services feed. */
export function createFakeMetrics(
  name: string,
  { titles, durations = [] }: FakeMetricTitles,
): MetricSource & MetricWriter {
  let points: MetricPoint[] = [];
  return {
    name,
    add(point) {
      points.push(point);
      if (points.length > mostPoints) points = points.slice(mostPoints / 2);
    },
    async measure({ origin, factor }) {
      const recent = points.filter(({ at }) => at >= origin);
      const inClock = (point: MetricPoint): MetricPoint =>
        durations.includes(`${point.namespace} ${point.name}`) ? { ...point, value: point.value * factor } : point;
      return { titles, points: recent.map(inClock) };
    },
  };
}
