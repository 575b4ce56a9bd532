import { resourceRule } from "../../engine/define";
import { alarmType, readAlarm } from "../../metrics/alarm";

export const alarmPercentileOnFewSamples = resourceRule({
  name: "alarm-percentile-on-few-samples",
  concern: "observability",
  description: "An alarm on a percentile is evaluated with few samples too.",
  rationale:
    "With 'ignore' an alarm on the 99th percentile is mute below a thousand samples in a period, which is most of the day. Source: CloudWatch's guide on percentile-based alarms.",
  remediation: "Set evaluateLowSampleCountPercentiles to evaluate.",
  controls: ["observability.alarm-form"],
  severity: "medium",
  types: [alarmType],
  check(resource, { report }) {
    const percentile = readAlarm(resource).metrics.some(({ statistic }) => /^p\d/i.test(statistic));
    const found = resource.text("evaluateLowSampleCountPercentiles");
    if (percentile && found !== "evaluate") report(resource, "evaluateLowSampleCountPercentiles", found, "evaluate");
  },
});
