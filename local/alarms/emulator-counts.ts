import { type CloudWatchClient, GetMetricStatisticsCommand, paginateListMetrics } from "@aws-sdk/client-cloudwatch";
import { type MetricPoint, metricKey } from "../../aws/alarms/series";
import type { MetricSource } from "./source";

/** A metric with its dimensions. */
type CountedMetric = Pick<MetricPoint, "namespace" | "name" | "dimensions">;

/** Counts of older seconds are known when the newest comes, in milliseconds: only so far back is looked again. */
const settledMs = 60_000;

/** Reads what the emulator itself has counted. */
export interface CountsReader {
  /** What was counted since the last read, by second. */
  read(): Promise<readonly MetricPoint[]>;
}

/**
 * By second, because in a run with faster time a minute is too long.
 *
 * @param names of the metrics, by namespace
 * @param since epoch milliseconds
 */
export function createCountsReader(
  client: CloudWatchClient,
  names: Readonly<Record<string, readonly string[]>>,
  since: number,
): CountsReader {
  /** What was read of each metric and second that is looked at again. */
  let known = new Map<string, { readonly at: number; readonly count: number }>();
  let from = since;

  /** Metrics that were counted at least once. */
  async function counted([Namespace, wanted]: readonly [string, readonly string[]]): Promise<readonly CountedMetric[]> {
    const found: CountedMetric[] = [];
    for await (const { Metrics = [] } of paginateListMetrics({ client }, { Namespace }))
      for (const { MetricName: name = "", Dimensions = [] } of Metrics) {
        if (!wanted.includes(name)) continue;
        const dimensions = Object.fromEntries(Dimensions.map(({ Name = "", Value = "" }) => [Name, Value]));
        found.push({ namespace: Namespace, name, dimensions });
      }
    return found;
  }

  async function countsOf(metric: CountedMetric, to: number): Promise<readonly MetricPoint[]> {
    const { Datapoints = [] } = await client.send(
      new GetMetricStatisticsCommand({
        Namespace: metric.namespace,
        MetricName: metric.name,
        Dimensions: Object.entries(metric.dimensions).map(([Name, Value]) => ({ Name, Value })),
        StartTime: new Date(from),
        EndTime: new Date(to + 1_000),
        Period: 1,
        Statistics: ["Sum"],
      }),
    );
    return Datapoints.flatMap(({ Timestamp, Sum = 0 }) =>
      Sum > 0 && Timestamp !== undefined ? [{ ...metric, at: Timestamp.getTime(), value: Sum }] : [],
    );
  }

  return {
    async read() {
      const now = Date.now();
      const metrics = (await Promise.all(Object.entries(names).map(counted))).flat();
      const found = (await Promise.all(metrics.map((metric) => countsOf(metric, now)))).flat();
      const keyOf = (point: MetricPoint) => `${metricKey(point)} ${point.at}`;
      const fresh = found.flatMap((point) => {
        const value = point.value - (known.get(keyOf(point))?.count ?? 0);
        return value > 0 ? [{ ...point, value }] : [];
      });
      for (const point of found) known.set(keyOf(point), { at: point.at, count: point.value });
      from = found.reduce((newest, { at }) => Math.max(newest, at - settledMs), from);
      known = new Map([...known].filter(([, { at }]) => at >= from - 1_000));
      return fresh;
    },
  };
}

/** Counted by `local/emulator/deliveries.py`. No queue of the emulator fails in a way that AWS would retry, so no retries are counted. */
const deliveries: Readonly<Record<string, readonly string[]>> = {
  "AWS/SNS": [
    "NumberOfNotificationsFailed",
    "NumberOfNotificationsRedrivenToDlq",
    "NumberOfNotificationsFailedToRedriveToDlq",
  ],
  "AWS/Events": ["FailedInvocations", "InvocationsSentToDlq", "InvocationsFailedToBeSentToDlq"],
};

/** Measures what queues refuse to take from topics and rules. */
export function createDeliveriesSource(cloudWatch: CloudWatchClient): MetricSource {
  const titles = Object.entries(deliveries).flatMap(([namespace, names]) =>
    names.map((name) => `${namespace} ${name}`),
  );
  return {
    name: "deliveries to queues",
    follow({ origin }, take) {
      const reader = createCountsReader(cloudWatch, deliveries, origin);
      return {
        async read() {
          for (const point of await reader.read()) take(point);
          return titles;
        },
      };
    },
  };
}
