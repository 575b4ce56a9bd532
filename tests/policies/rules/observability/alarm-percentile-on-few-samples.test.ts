import { alarmPercentileOnFewSamples } from "../../../../policies/rules/observability/alarm-percentile-on-few-samples";
import { drop, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { alarm, duration } from "./watched";

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
  refuses: {
    "a percentile that is mute on a quiet day": [
      set("latency", "evaluateLowSampleCountPercentiles", "ignore"),
      /evaluateLowSampleCountPercentiles is ignore, wanted evaluate/,
    ],
    "a percentile without a decision": [
      drop("latency", "evaluateLowSampleCountPercentiles"),
      /is not set, wanted evaluate/,
    ],
  },
});
