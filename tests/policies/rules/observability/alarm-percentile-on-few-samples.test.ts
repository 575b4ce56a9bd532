import { alarmPercentileOnFewSamples } from "../../../../policies/rules/observability/alarm-percentile-on-few-samples";
import { drop, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { alarm, duration, alarmType as type } from "./watched";

const latency = { type, name: "latency" };

testRule(alarmPercentileOnFewSamples, {
  valid: [
    duration("slow"),
    alarm(
      "latency",
      "AWS/ApiGateway",
      "Latency",
      {},
      {
        statistic: "",
        extendedStatistic: "p99",
        evaluateLowSampleCountPercentiles: "evaluate",
      },
    ),
  ],
  failing: [
    {
      title: "a percentile that is mute on a quiet day",
      change: (valid) => set(valid, "latency", "evaluateLowSampleCountPercentiles", "ignore"),
      ...latency,
      says: /evaluateLowSampleCountPercentiles is ignore, wanted evaluate/,
    },
    {
      title: "a percentile without a decision",
      change: (valid) => drop(valid, "latency", "evaluateLowSampleCountPercentiles"),
      ...latency,
      says: /is not set, wanted evaluate/,
    },
  ],
});
