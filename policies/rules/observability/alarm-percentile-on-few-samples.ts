import { resourceRule } from "../../engine/define";
import { alarmType, readAlarm } from "../../metrics/alarm";

export const alarmPercentileOnFewSamples = resourceRule({
  name: "alarm-percentile-on-few-samples",
  concern: "observability",
  title: "An alarm on a percentile is evaluated with few samples too.",
  why: "With 'ignore' an alarm on the 99th percentile is mute below a thousand samples in a period, which is most of the day. Source: CloudWatch's guide on percentile-based alarms.",
  mend: "Set evaluateLowSampleCountPercentiles to evaluate.",
  controls: ["observability.alarm-form"],
  severity: "medium",
  types: [alarmType],
  check(subject, { report }) {
    const percentile = readAlarm(subject).metrics.some(({ statistic }) => /^p\d/i.test(statistic));
    const found = subject.text("evaluateLowSampleCountPercentiles");
    if (percentile && found !== "evaluate")
      report({ subject, property: "evaluateLowSampleCountPercentiles", found, wanted: "evaluate" });
  },
});
