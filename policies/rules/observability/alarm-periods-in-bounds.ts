import { resourceRule } from "../../engine/define";
import { alarmType, positive, readAlarm } from "../../metrics/alarm";
import { at } from "../../metrics/reference";

export const alarmPeriodsInBounds = resourceRule({
  name: "alarm-periods-in-bounds",
  concern: "observability",
  description: "An alarm's periods are ones that its metrics have data for, and it looks back a day at most.",
  rationale:
    "CloudWatch refuses more than 86,400 seconds in all, and an alarm on a shorter period than its metric's has no data. Source: PutMetricAlarm in the API reference.",
  remediation: "Use periods that are multiples of 60 seconds, the same for all metrics, and fewer evaluationPeriods.",
  controls: ["observability.alarm-form"],
  severity: "high",
  types: [alarmType],
  check(resource, { report }) {
    const { metrics } = readAlarm(resource);
    const evaluated = positive(resource, "evaluationPeriods");
    const wholes = "a whole number from 1";
    if (evaluated === undefined || evaluated < 1 || !Number.isInteger(evaluated))
      report(resource, "evaluationPeriods", evaluated, wholes);
    const breaching = positive(resource, "datapointsToAlarm");
    if (breaching !== undefined && (breaching < 1 || breaching > (evaluated ?? 0) || !Number.isInteger(breaching)))
      report(resource, "datapointsToAlarm", breaching, `${wholes} to evaluationPeriods (${evaluated})`);
    for (const metric of metrics) {
      const { period } = metric;
      if (period === undefined) continue;
      const property = at(metric, "period");
      if (period < 60 || period % 60 !== 0)
        report(resource, property, period, "a multiple of 60 seconds: no metric here is finer");
      if (period !== metrics[0]?.period)
        report(resource, property, period, `the period of the first metric, ${metrics[0]?.period}`);
      if (period * (evaluated ?? 0) > 86_400)
        report(resource, property, period, `at most a day in ${evaluated} periods`);
    }
  },
});
