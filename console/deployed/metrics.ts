import { type CloudWatchClient, type MetricDataQuery, paginateGetMetricData } from "@aws-sdk/client-cloudwatch";
import { minuteMs } from "../../aws/alarms/series";
import type { MetricLine, MetricSource, TimeRange } from "../server/sources";

/** Most queries in one call. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
const mostQueries = 500;

/**
 * A range as CloudWatch takes it. For one value over the whole range, the period is as long as the range: a multiple of a minute, or of five
 * minutes for data that is older than 15 days.
 */
function whole(queries: readonly MetricDataQuery[], { from, to }: TimeRange) {
  const StartTime = new Date(Math.floor(from / minuteMs) * minuteMs);
  const Period = Math.ceil((to - StartTime.getTime()) / (5 * minuteMs)) * 300;
  return {
    StartTime,
    EndTime: new Date(StartTime.getTime() + Period * 1_000),
    MetricDataQueries: queries.map((query): MetricDataQuery => {
      const { MetricStat, Expression } = query;
      if (MetricStat !== undefined) return { ...query, MetricStat: { ...MetricStat, Period } };
      return Expression === undefined ? query : { ...query, Expression: withPeriod(Expression, Period), Period };
    }),
  };
}

/** A search has its period as its last argument. */
function withPeriod(expression: string, seconds: number): string {
  return expression.replace(/(SEARCH\(\s*'[^']*'\s*,\s*'[^']*'\s*,\s*)\d+/g, `$1${seconds}`);
}

/** CloudWatch's own data: 0.01 USD for each 1,000 metrics that are asked for. */
export function createCloudWatchMetrics(client: CloudWatchClient): MetricSource {
  return {
    async data(queries: readonly MetricDataQuery[], range) {
      const lines = new Map<string, { label: string; points: (readonly [number, number])[] }>();
      const gaps = new Set<string>();
      const asked = queries.slice(0, mostQueries);
      const pages = paginateGetMetricData(
        { client },
        {
          StartTime: new Date(range.from),
          EndTime: new Date(range.to),
          MetricDataQueries: asked,
          ...(range.whole === true && whole(asked, range)),
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
