import { alarmRisesWithTheMetric } from "../../../../policies/rules/observability/alarm-rises-with-the-metric";
import { drop, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { alarm, duration, errorRate } from "./watched";

const turned = { comparisonOperator: "LessThanThreshold", threshold: 1 };

testRule(alarmRisesWithTheMetric, {
  valid: [duration("slow"), errorRate("rate")],
  passes: {
    "an alarm on too few calls": [alarm("quiet", "AWS/Lambda", "Invocations", { FunctionName: "sender-prod" }, turned)],
  },
  refuses: {
    "a comparison that is turned round": [
      set("slow", "comparisonOperator", "LessThanOrEqualToThreshold"),
      /comparisonOperator is LessThanOrEqualToThreshold/,
    ],
    "an error rate turned round, though calls are good news": [
      set("rate", "comparisonOperator", "LessThanThreshold"),
      /comparisonOperator is LessThanThreshold/,
    ],
    "no comparison": [drop("slow", "comparisonOperator"), /comparisonOperator is not set/],
    "a band of anomalies without a threshold": [
      set("slow", "comparisonOperator", "LessThanLowerOrGreaterThanUpperThreshold"),
      /wanted GreaterThanThreshold or/,
    ],
    "no threshold": [drop("slow", "threshold"), /threshold is not set/],
    "a threshold below zero": [set("slow", "threshold", -1), /threshold is -1, wanted a number that is not negative/],
  },
});
