import { type CloudWatchClient, GetMetricStatisticsCommand, paginateListMetrics } from "@aws-sdk/client-cloudwatch";
import type { MetricPoint } from "../../aws/alarms/series";
import type { MetricSource } from "./source";

/** A count at a moment. */
export interface Count {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly count: number;
}

/** A metric with its dimensions. */
type CountedMetric = Pick<MetricPoint, "namespace" | "name" | "dimensions">;

/** What the emulator itself has counted, by second, because in a run with faster time a minute is too long. @param since epoch milliseconds */
export async function readCounts(
  cloudWatch: Pick<CloudWatchClient, "send">,
  { namespace, name, dimensions }: CountedMetric,
  since: number,
): Promise<readonly Count[]> {
  const { Datapoints = [] } = await cloudWatch.send(
    new GetMetricStatisticsCommand({
      Namespace: namespace,
      MetricName: name,
      Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
      StartTime: new Date(since),
      EndTime: new Date(Date.now() + 1_000),
      Period: 1,
      Statistics: ["Sum"],
    }),
  );
  return Datapoints.flatMap(({ Timestamp, Sum = 0 }) =>
    Sum > 0 && Timestamp !== undefined ? [{ at: Timestamp.getTime(), count: Sum }] : [],
  );
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
  async function counted([Namespace, names]: readonly [string, readonly string[]]): Promise<readonly CountedMetric[]> {
    const found: CountedMetric[] = [];
    for await (const { Metrics = [] } of paginateListMetrics({ client: cloudWatch }, { Namespace }))
      for (const { MetricName: name = "", Dimensions = [] } of Metrics) {
        if (!names.includes(name)) continue;
        const dimensions = Object.fromEntries(Dimensions.map(({ Name = "", Value = "" }) => [Name, Value]));
        found.push({ namespace: Namespace, name, dimensions });
      }
    return found;
  }
  return {
    name: "deliveries to queues",
    async measure({ origin }) {
      const metrics = (await Promise.all(Object.entries(deliveries).map(counted))).flat();
      const points = await Promise.all(
        metrics.map(async (metric) =>
          (await readCounts(cloudWatch, metric, origin)).map(
            ({ at, count }): MetricPoint => ({
              ...metric,
              ...{ at, value: count },
            }),
          ),
        ),
      );
      const titles = Object.entries(deliveries).flatMap(([namespace, names]) =>
        names.map((name) => `${namespace} ${name}`),
      );
      return { titles, points: points.flat() };
    },
  };
}
