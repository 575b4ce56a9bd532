import type { MetricPoint, RunClock } from "../../aws/alarms/series";

/** Hands over what a source measures, bit by bit. */
export interface MetricReader {
  /**
   * Brings what was handed over up to date.
   *
   * @returns metrics that the source measures, with or without data points, as `metricTitles` names them:
   * `AWS/SQS ApproximateAgeOfOldestMessage`
   */
  read(): Promise<readonly string[]>;
}

/** Measures metrics of a run, as AWS documents them. An alarm is judged when each of its metrics has a source. */
export interface MetricSource {
  /** What the data points are read from, for the report, such as `queues`. */
  readonly name: string;
  /**
   * Begins to hand over what happens from now on, or what is read of the time since the clock's origin: nothing is kept here.
   *
   * @param clock lengths of time in values are those of this clock
   * @param take is given each data point once, during a read or between two
   */
  follow(clock: RunClock, take: (point: MetricPoint) => void): MetricReader;
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

/** A source that fakes of services feed. */
export function createFakeMetrics(
  name: string,
  { titles, durations = [] }: FakeMetricTitles,
): MetricSource & MetricWriter {
  const followers: ((point: MetricPoint) => void)[] = [];
  return {
    name,
    add(point) {
      for (const follower of followers) follower(point);
    },
    follow({ factor }, take) {
      followers.push((point) => {
        const isDuration = durations.includes(`${point.namespace} ${point.name}`);
        take(isDuration ? { ...point, value: point.value * factor } : point);
      });
      return { read: async () => titles };
    },
  };
}
