// Evaluates the queries of GetMetricData over collected data. Pure.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
import type { MetricDataQuery } from "@aws-sdk/client-cloudwatch";
import { metricKey, minuteMs, readStatistic } from "../../aws/alarms/series";
import { evaluate } from "../../aws/metric-math/evaluate";
import { parseExpression } from "../../aws/metric-math/parse";
import { MetricMathError, type Points } from "../../aws/metric-math/value";
import type { MetricAnswer, MetricLine, TimeRange } from "../../console/server/sources";
import type { Gathering } from "../alarms/gather";
import { readSearches } from "./search-expression";

/** Answers the queries. A line without data has no points; the gaps say why, where that is known. */
export function answerQueries(
  queries: readonly MetricDataQuery[],
  range: TimeRange,
  { series, titles }: Pick<Gathering, "series" | "titles">,
): MetricAnswer {
  const gaps = new Set<string>();
  const declaredSeconds = Math.max(60, ...queries.map(({ Period, MetricStat }) => Period ?? MetricStat?.Period ?? 60));
  const spanMinutes = Math.ceil((range.to - range.from) / minuteMs);
  const minutes = range.whole === true ? spanMinutes : Math.round(declaredSeconds / 60);
  const periodSeconds = minutes * 60;
  // Periods begin at multiples of their length, as CloudWatch's do; the whole range ends now.
  const first =
    range.whole === true
      ? Math.ceil(range.to / minuteMs) - minutes
      : Math.floor(range.from / (minutes * minuteMs)) * minutes;
  const length = range.whole === true ? 1 : Math.max(1, Math.ceil(range.to / (minutes * minuteMs)) - first / minutes);
  const ends = Array.from({ length }, (_, index) => first + (index + 1) * minutes);
  const timeOf = (index: number) => ((ends[index] ?? 0) - minutes) * minuteMs;

  const metrics = new Map<string, Points>();
  for (const { Id = "", MetricStat } of queries) {
    if (MetricStat === undefined) continue;
    const { Namespace = "", MetricName = "", Dimensions = [] } = MetricStat.Metric ?? {};
    const title = `${Namespace} ${MetricName}`;
    if (!titles.has(title)) gaps.add(`${title} is not measured on this machine`);
    const statistic = readStatistic(MetricStat.Stat);
    if (statistic === undefined) gaps.add(`the statistic ${MetricStat.Stat} is not computed here`);
    const dimensions = Object.fromEntries(Dimensions.map(({ Name = "", Value = "" }) => [Name, Value]));
    const key = metricKey({ namespace: Namespace, name: MetricName, dimensions });
    metrics.set(
      Id,
      ends.map((end) => (statistic === undefined ? undefined : series.dataPoint(key, statistic, end, minutes))),
    );
  }

  const line = (id: string, label: string, points: Points): MetricLine => ({
    id,
    label,
    points: points.flatMap((value, index) => (value === undefined ? [] : [[timeOf(index), value] as const])),
  });
  const lines = queries.flatMap(({ Id = "", Label = "", MetricStat, Expression, ReturnData }): MetricLine[] => {
    if (ReturnData === false) {
      // Expressions over expressions need the values of those that are not drawn.
      if (Expression !== undefined) metrics.set(Id, evaluated(Expression, Id) ?? []);
      return [];
    }
    if (MetricStat !== undefined)
      return [line(Id, Label || (MetricStat.Metric?.MetricName ?? Id), metrics.get(Id) ?? [])];
    if (Expression === undefined) return [];
    const search = readSearches(Expression, series.metrics());
    if (search.alone !== undefined) {
      const { found, statistic } = search.alone;
      return found.map((metric, index) => {
        const key = metricKey(metric);
        const values = ends.map((end) => series.dataPoint(key, statistic, end, minutes));
        return line(`${Id}_${index}`, Object.values(metric.dimensions).join(" "), values);
      });
    }
    const points = evaluated(Expression, Id);
    return points === undefined ? [] : [line(Id, Label || Expression, points)];
  });
  return { lines, gaps: [...gaps] };

  function evaluated(text: string, id: string): Points | undefined {
    try {
      const { expression, found } = readSearches(text, series.metrics());
      const withFound = new Map(metrics);
      for (const [name, { metric, statistic }] of found) {
        const key = metricKey(metric);
        withFound.set(
          name,
          ends.map((end) => series.dataPoint(key, statistic, end, minutes)),
        );
      }
      const points = evaluate(parseExpression(expression), { metrics: withFound, length, periodSeconds });
      metrics.set(id, points);
      return points;
    } catch (error) {
      if (!(error instanceof MetricMathError)) throw error;
      gaps.add(`'${text}' is not computed here: ${error.message}`);
      return undefined;
    }
  }
}
