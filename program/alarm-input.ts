// Converts an alarm's inputs in the program to CloudWatch's API input, for the emulator and for the evaluation of declared alarms.
import type {
  ComparisonOperator,
  PutMetricAlarmCommandInput,
  StandardUnit,
  Statistic,
} from "@aws-sdk/client-cloudwatch";
import * as z from "zod";
import { flag, number, tagList, tags, text } from "./inputs";

const dimensions = z.record(z.string(), z.string()).optional();

const metricQuery = z.strictObject({
  id: z.string(),
  expression: text,
  label: text,
  returnData: flag,
  period: number,
  accountId: text,
  metric: z
    .strictObject({
      namespace: text,
      metricName: z.string(),
      dimensions,
      period: z.number(),
      stat: z.string(),
      unit: text,
    })
    .optional(),
});

/** Inputs of the resource, as the Pulumi provider accepts them. */
export const alarmInputs = z.strictObject({
  name: z.string(),
  alarmDescription: text,
  comparisonOperator: z.string(),
  threshold: number,
  thresholdMetricId: text,
  evaluationPeriods: z.number(),
  datapointsToAlarm: number,
  treatMissingData: text,
  actionsEnabled: flag,
  alarmActions: z.array(z.string()).optional(),
  okActions: z.array(z.string()).optional(),
  insufficientDataActions: z.array(z.string()).optional(),
  namespace: text,
  metricName: text,
  dimensions,
  period: number,
  statistic: text,
  extendedStatistic: text,
  evaluateLowSampleCountPercentiles: text,
  unit: text,
  metricQueries: z.array(metricQuery).optional(),
  /** Counts once, after the alarm is made; `alarmCommandInput` leaves it out, for what is judged is there. */
  warmUpConfiguration: z.strictObject({ warmUpPeriodDurationInMinutes: z.number() }).optional(),
  tags,
});

/** An alarm as input of CloudWatch's PutMetricAlarm. */
export function alarmCommandInput(inputs: z.output<typeof alarmInputs>): PutMetricAlarmCommandInput {
  return {
    AlarmName: inputs.name,
    AlarmDescription: inputs.alarmDescription,
    ComparisonOperator: inputs.comparisonOperator as ComparisonOperator,
    Threshold: inputs.threshold,
    ThresholdMetricId: inputs.thresholdMetricId,
    EvaluationPeriods: inputs.evaluationPeriods,
    DatapointsToAlarm: inputs.datapointsToAlarm,
    TreatMissingData: inputs.treatMissingData,
    ActionsEnabled: inputs.actionsEnabled,
    AlarmActions: inputs.alarmActions,
    OKActions: inputs.okActions,
    InsufficientDataActions: inputs.insufficientDataActions,
    Namespace: inputs.namespace,
    MetricName: inputs.metricName,
    Dimensions: dimensionList(inputs.dimensions),
    Period: inputs.period,
    Statistic: inputs.statistic as Statistic | undefined,
    ExtendedStatistic: inputs.extendedStatistic,
    EvaluateLowSampleCountPercentile: inputs.evaluateLowSampleCountPercentiles,
    Unit: inputs.unit as StandardUnit | undefined,
    Metrics: inputs.metricQueries?.map(({ metric, ...query }) => ({
      Id: query.id,
      Expression: query.expression,
      Label: query.label,
      // The provider's default is false; the API's is true.
      ReturnData: query.returnData ?? false,
      Period: query.period,
      AccountId: query.accountId,
      MetricStat: metric && {
        Metric: {
          Namespace: metric.namespace,
          MetricName: metric.metricName,
          Dimensions: dimensionList(metric.dimensions),
        },
        Period: metric.period,
        Stat: metric.stat,
        Unit: metric.unit as StandardUnit | undefined,
      },
    })),
    Tags: tagList(inputs.tags),
  };
}

function dimensionList(
  byName: Readonly<Record<string, string>> | undefined,
): { Name: string; Value: string }[] | undefined {
  return byName && Object.entries(byName).map(([Name, Value]) => ({ Name, Value }));
}
