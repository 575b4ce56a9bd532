import type {
  ComparisonOperator,
  MetricAlarm,
  MetricDataQuery,
  PutMetricAlarmCommandInput,
} from "@aws-sdk/client-cloudwatch";
import { evaluateOnce } from "../metric-math/evaluate";
import { idsIn, parseExpression } from "../metric-math/parse";
import { MetricMathError } from "../metric-math/value";
import type { AlarmMetric, Comparison, JudgedAlarm } from "./judge";
import { metricKey, readStatistic, type Statistic } from "./series";

/** An alarm uses a feature that this evaluation does not support. */
export class AlarmError extends Error {
  override readonly name = "AlarmError";

  constructor(alarm: string, what: string) {
    super(`the alarm ${alarm} ${what}: the fake for CloudWatch's alarms cannot judge it`);
  }
}

const comparisons: Readonly<Partial<Record<ComparisonOperator, Comparison>>> = {
  GreaterThanThreshold: ">",
  GreaterThanOrEqualToThreshold: ">=",
  LessThanThreshold: "<",
  LessThanOrEqualToThreshold: "<=",
};

/** The queries with which an alarm was created. */
export type AlarmQueries = PutMetricAlarmCommandInput["Metrics"];

/** The metrics that an alarm reads, such as `AWS/Lambda Errors`. Parameters as in `readAlarm`. */
export function metricTitles(found: MetricAlarm, metrics: AlarmQueries = []): readonly string[] {
  const queries = queriesOf(found, metrics).flatMap(({ MetricStat }) => MetricStat?.Metric ?? []);
  return (queries.length > 0 ? queries : [found]).map(titleOf);
}

/** Query id for an alarm on a single metric. */
const single = "metric";

/**
 * Reads an alarm from AWS's API.
 *
 * @param found as returned by `DescribeAlarms`
 * @param metrics the queries with which it was created, for an emulator that does not return them
 * @throws {AlarmError} it uses a feature that this evaluation does not support
 */
export function readAlarm(found: MetricAlarm, metrics: AlarmQueries = []): JudgedAlarm {
  const name = found.AlarmName ?? "";
  const refuse = (what: string) => new AlarmError(name, what);
  const queries = queriesOf(found, metrics);
  const { EvaluationPeriods = 0, ComparisonOperator = "GreaterThanThreshold", Threshold, TreatMissingData } = found;
  const comparison = comparisons[ComparisonOperator];
  if (comparison === undefined) throw refuse(`compares by ${ComparisonOperator}`);
  if (Threshold === undefined) throw refuse("has no threshold of its own");
  if (EvaluationPeriods < 1) throw refuse("looks at no data points");
  if (TreatMissingData !== "notBreaching" && TreatMissingData !== "breaching")
    throw refuse(`treats missing data as ${TreatMissingData ?? "missing"}`);
  const { period, ...looks } = queries.length > 0 ? mathOf(queries, refuse) : metricOf(found, refuse);
  if (period <= 0 || period % 60 !== 0) throw refuse(`has a period of ${period} s`);
  return {
    name,
    ...looks,
    periodMinutes: period / 60,
    evaluationPeriods: EvaluationPeriods,
    datapointsToAlarm: found.DatapointsToAlarm ?? EvaluationPeriods,
    comparison,
    threshold: Threshold,
    missing: TreatMissingData,
  };
}

function queriesOf(found: MetricAlarm, metrics: AlarmQueries = []): readonly MetricDataQuery[] {
  return found.Metrics !== undefined && found.Metrics.length > 0 ? found.Metrics : metrics;
}

function titleOf({ Namespace = "", MetricName = "" }: Pick<MetricAlarm, "Namespace" | "MetricName">): string {
  return `${Namespace} ${MetricName}`;
}

type Refuse = (what: string) => AlarmError;
type Looks = Pick<JudgedAlarm, "metrics" | "expression"> & { readonly period: number };

function metricOf(found: MetricAlarm, refuse: Refuse): Looks {
  const { Namespace, MetricName, Dimensions, Statistic: stat, ExtendedStatistic, Period = 0 } = found;
  if (MetricName === undefined) throw refuse("shows neither a metric nor an expression");
  const metric = { Namespace, MetricName, Dimensions };
  return {
    metrics: new Map([[single, alarmMetric(metric, ExtendedStatistic ?? stat, refuse)]]),
    expression: parseExpression(single),
    period: Period,
  };
}

function mathOf(queries: readonly MetricDataQuery[], refuse: Refuse): Looks {
  const results = queries.filter(({ ReturnData }) => ReturnData !== false);
  const [result] = results;
  if (results.length !== 1 || result?.Expression === undefined) throw refuse("has no single expression as its result");
  const metrics = new Map<string, AlarmMetric>();
  const periods = new Set<number>();
  for (const { Id = "", MetricStat, Expression } of queries) {
    if (MetricStat === undefined) {
      if (Expression !== result.Expression) throw refuse(`has a second expression, '${Expression}'`);
      continue;
    }
    metrics.set(Id, alarmMetric(MetricStat.Metric ?? {}, MetricStat.Stat, refuse));
    periods.add(MetricStat.Period ?? 0);
  }
  const [period = 0] = periods;
  if (periods.size !== 1) throw refuse(`mixes periods of ${[...periods].join(" and ")} s`);
  try {
    const expression = parseExpression(result.Expression);
    const unknown = idsIn(expression).filter((id) => !metrics.has(id));
    if (unknown.length > 0) throw refuse(`uses ${unknown.join(", ")}, which it does not have`);
    // Whether types fit does not depend on the data, so one evaluation without data finds every type error.
    evaluateOnce(expression, Object.fromEntries([...metrics.keys()].map((id) => [id, undefined])));
    return { metrics, expression, period };
  } catch (error) {
    if (error instanceof MetricMathError) throw refuse(`computes what is not known (${error.message})`);
    throw error;
  }
}

function alarmMetric(
  { Namespace = "", MetricName = "", Dimensions = [] }: Pick<MetricAlarm, "Namespace" | "MetricName" | "Dimensions">,
  statistic: string | undefined,
  refuse: Refuse,
): AlarmMetric {
  const dimensions = Object.fromEntries(Dimensions.map(({ Name = "", Value = "" }) => [Name, Value]));
  return {
    key: metricKey({ namespace: Namespace, name: MetricName, dimensions }),
    statistic: statisticOf(statistic, refuse),
  };
}

function statisticOf(name: string | undefined, refuse: Refuse): Statistic {
  const found = readStatistic(name);
  if (found === undefined) throw refuse(`takes the statistic ${name}`);
  return found;
}
