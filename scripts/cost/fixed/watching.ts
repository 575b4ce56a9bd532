// Fixed costs of alarms, dashboards, custom metrics and Contributor Insights.

import * as z from "zod";
import { awsTypes } from "../../../aws/resource-types";
import { type MetricDefinition, metrics, orderFailureKinds } from "../../../functions/contracts/metric-catalog";
import { orderStatuses } from "../../../functions/contracts/orders/transitions";
import type { GraphResource } from "../../../program/graph/build-graph";
import { dimensionValues } from "../assumptions";
import { perMonth } from "../prices";
import type { FixedLine } from "./line";

const alarmInputs = z.object({
  period: z.number().optional(),
  metricQueries: z.array(z.object({ metric: z.object({ period: z.number().optional() }).optional() })).optional(),
});

/** A metric math alarm is billed for each metric that it reads; https://aws.amazon.com/cloudwatch/pricing/ */
export function alarmLines(alarms: readonly GraphResource[]): FixedLine[] {
  const periods = alarms.flatMap(({ inputs }) => {
    const { period, metricQueries } = alarmInputs.parse(inputs);
    return metricQueries === undefined
      ? [period ?? 60]
      : metricQueries.flatMap(({ metric }) => (metric === undefined ? [] : [metric.period ?? 60]));
  });
  const fast = periods.filter((period) => period < 60).length;
  const why = `${alarms.length} alarms, each paid for by the metrics that it names`;
  return [
    { what: "alarms, by metric", why, count: periods.length - fast, unitPrice: perMonth.alarmMetric },
    ...(fast === 0
      ? []
      : [{ what: "alarms below a minute, by metric", why, count: fast, unitPrice: perMonth.fastAlarmMetric }]),
  ];
}

export function dashboardLines(dashboards: readonly GraphResource[]): FixedLine[] {
  const why = "the first three of an account are free; they may be in use elsewhere, so none is subtracted";
  return [{ what: "dashboards", why, count: dashboards.length, unitPrice: perMonth.dashboard }];
}

const insightInputs = z.object({
  tableName: z.string(),
  indexName: z.string().optional(),
  mode: z.string().optional(),
});
const keysOf = z.object({
  name: z.string(),
  rangeKey: z.string().optional(),
  globalSecondaryIndexes: z.array(z.object({ name: z.string(), rangeKey: z.string().optional() })).default([]),
});

/**
 * Two rules for a table or an index, four when it has a sort key; half of that when only throttled keys are recorded.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/contributorinsights_HowItWorks.html
 */
export function insightLines(insights: readonly GraphResource[], all: readonly GraphResource[]): FixedLine[] {
  const tables = all.filter(({ type }) => type === awsTypes.dynamodb.table).map(({ inputs }) => keysOf.parse(inputs));
  const rules = insights.map(({ inputs }) => {
    const { tableName, indexName, mode } = insightInputs.parse(inputs);
    const table = tables.find(({ name }) => name === tableName);
    const keys = indexName === undefined ? table : table?.globalSecondaryIndexes.find(({ name }) => name === indexName);
    return (keys?.rangeKey === undefined ? 2 : 4) / (mode === "THROTTLED_KEYS" ? 2 : 1);
  });
  const why = `${insights.length} tables and indexes: two rules each, four with a sort key; of the tables that contributorInsights names`;
  const count = rules.reduce((sum, each) => sum + each, 0);
  return [{ what: "rules of Contributor Insights", why, count, unitPrice: perMonth.insightRule }];
}

const emailEventInputs = z.object({
  eventDestination: z.object({
    enabled: z.boolean().default(false),
    matchingEventTypes: z.array(z.string()),
    cloudWatchDestination: z.unknown().optional(),
  }),
});

/** Custom metrics in which SES counts the events of a configuration set. Messages to topics are billed by use. */
export function emailEventLines(destinations: readonly GraphResource[]): FixedLine[] {
  const counted = destinations
    .map(({ inputs }) => emailEventInputs.parse(inputs).eventDestination)
    .filter(({ enabled, cloudWatchDestination }) => enabled && cloudWatchDestination !== undefined)
    .flatMap(({ matchingEventTypes }) => matchingEventTypes);
  if (counted.length === 0) return [];
  const why = `when a month sees each: ${counted.join(", ")}; paid for only in hours in which an email comes to it`;
  return [{ what: "metrics of email events", why, count: counted.length, unitPrice: perMonth.customMetric }];
}

/** Number of values of a metric's own dimension. */
const valuesOf: Readonly<Record<string, number>> = {
  // No order changes to the status that it is created with.
  status: orderStatuses.length - 1,
  kind: orderFailureKinds.length,
  ...dimensionValues,
};

/**
 * Number of dimension sets of a metric, when every value occurs. @param writers pipelines that write it, for a metric that any may write
 */
export function dimensionSets({ dimensions, service }: MetricDefinition, writers: number): number {
  const [, , own] = dimensions;
  return (own === undefined ? 1 : (valuesOf[own] ?? 1)) * (service === "any" ? writers : 1);
}

/** The metrics of the catalog, each assumed to be written in the month. */
export function catalogLines(all: readonly GraphResource[]): FixedLine[] {
  const pipelinesOf = (type: string, named: string) =>
    new Set(all.filter(({ type: t, name }) => t === type && name.includes(named)).map(({ name }) => name.split("-")[0]))
      .size;
  const writers: Readonly<Record<string, number>> = {
    [metrics.retriesScheduled.name]: pipelinesOf(awsTypes.lambda.eventSourceMapping, ""),
    [metrics.messagesDeadLettered.name]: pipelinesOf(awsTypes.lambda.eventSourceMapping, "-queue"),
    [metrics.errorLogFallback.name]: pipelinesOf(awsTypes.cloudwatch.logMetricFilter, ""),
  };
  if (all.every(({ type }) => type !== awsTypes.lambda.function)) return [];
  const count = Object.values(metrics).reduce(
    (sum, metric) => sum + dimensionSets(metric, writers[metric.name] ?? 1),
    0,
  );
  const { currency, reason } = dimensionValues;
  const why =
    `the catalog's metrics by set of dimensions, when each occurs: all statuses and kinds, ${currency} currencies, ` +
    `${reason} reasons; a set is paid for only in hours in which it is written`;
  return [{ what: "custom metrics", why, count, unitPrice: perMonth.customMetric }];
}
