import { type CloudWatchClient, type MetricDataQuery, paginateGetMetricData } from "@aws-sdk/client-cloudwatch";
import type { MetricLine, MetricSource } from "../server/sources";

/** Most queries in one call. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
const mostQueries = 500;

/** CloudWatch's own data: 0.01 USD for each 1,000 metrics that are asked for. */
export function createCloudWatchMetrics(client: CloudWatchClient): MetricSource {
  return {
    async data(queries: readonly MetricDataQuery[], range) {
      const lines = new Map<string, { label: string; points: (readonly [number, number])[] }>();
      const gaps = new Set<string>();
      const pages = paginateGetMetricData(
        { client },
        {
          MetricDataQueries: queries.slice(0, mostQueries),
          StartTime: new Date(range.from),
          EndTime: new Date(range.to),
          ScanBy: "TimestampAscending",
        },
      );
      for await (const { MetricDataResults = [], Messages = [] } of pages) {
        for (const { Value } of Messages) if (Value !== undefined) gaps.add(Value);
        // A search has several results with one id, each with a label of its own.
        for (const { Id = "", Label = "", Timestamps = [], Values = [] } of MetricDataResults) {
          const key = `${Id} ${Label}`;
          const line = lines.get(key) ?? { label: Label, points: [] };
          lines.set(key, line);
          line.points.push(...Timestamps.map((time, index) => [time.getTime(), Values[index] ?? 0] as const));
        }
      }
      return {
        lines: [...lines].map(([key, line]): MetricLine => ({ id: key.split(" ")[0] ?? "", ...line })),
        gaps: [...gaps],
      };
    },
  };
}
