import * as z from "zod";
import { resourceRule } from "../../engine/define";
import { alarmType, readAlarm } from "../../metrics/alarm";
import { isRising } from "../../metrics/tolerance";

export const alarmRisesWithTheMetric = resourceRule({
  name: "alarm-rises-with-the-metric",
  concern: "observability",
  description: "An alarm on failures, delays or queues is raised by high values.",
  rationale:
    "Turned round it is raised while all is well and silent when it is not. Source: comparisonOperator of PutMetricAlarm in the API reference.",
  remediation:
    "Set comparisonOperator to GreaterThanThreshold or GreaterThanOrEqualToThreshold, with a threshold that is a number above or equal to zero.",
  controls: ["observability.alarm-form"],
  severity: "critical",
  types: [alarmType],
  parameters: {
    goodMetrics: z
      .array(z.string())
      .default([
        "Invocations",
        "Count",
        "NumberOfMessagesPublished",
        "NumberOfNotificationsDelivered",
        "Delivery",
        "Send",
      ])
      .describe("Metrics of which a low value is the bad news: an alarm on nothing else may look for it."),
  },
  check(resource, { parameters, report }) {
    const threshold = resource.number("threshold");
    if (threshold === undefined || !Number.isFinite(threshold) || threshold < 0)
      report(resource, "threshold", threshold, "a number that is not negative");
    const { metrics } = readAlarm(resource);
    if (isRising(resource) || metrics.every(({ name }) => parameters.goodMetrics.includes(name))) return;
    const found = resource.text("comparisonOperator");
    const wanted = "GreaterThanThreshold or GreaterThanOrEqualToThreshold";
    report(resource, "comparisonOperator", found, wanted);
  },
});
