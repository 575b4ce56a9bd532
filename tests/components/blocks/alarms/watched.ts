import { record } from "../../../support/pulumi";
import { sharedArgs } from "../../../support/pulumi-fixtures";
import { ofType } from "../../../support/pulumi-queries";

type Base = ReturnType<typeof sharedArgs>;

/** What an alarm watches and when it is raised, without its wording. */
export async function watched(declare: (base: Base) => void, config: Readonly<Record<string, string>> = {}) {
  const { resources } = await record(() => {
    declare(sharedArgs(config));
  });
  const alarms = ofType(resources, "aws:cloudwatch/metricAlarm:MetricAlarm");
  return alarms.map(({ name, inputs }) => ({
    name,
    metric: inputs.metricName,
    dimensions: inputs.dimensions,
    statistic: inputs.extendedStatistic ?? inputs.statistic,
    when: `${inputs.comparisonOperator === "GreaterThanThreshold" ? ">" : ">="} ${inputs.threshold}`,
    over: `${inputs.evaluationPeriods} x ${inputs.period}`,
    missing: inputs.treatMissingData,
  }));
}

/** How these alarms treat missing data. */
export const missing = "notBreaching";
