import { alarmRisesWithTheMetric } from "../../../../policies/rules/observability/alarm-rises-with-the-metric";
import { drop, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { alarm, duration, errorRate, alarmType as type } from "./watched";

const slow = { type, name: "slow" };
const turned = { comparisonOperator: "LessThanThreshold", threshold: 1 };

testRule(alarmRisesWithTheMetric, {
  valid: [duration("slow"), errorRate("rate")],
  passing: [
    {
      title: "an alarm on too few calls",
      resources: [alarm("quiet", "AWS/Lambda", "Invocations", { FunctionName: "sender-prod" }, turned)],
    },
  ],
  failing: [
    {
      title: "a comparison that is turned round",
      change: (valid) => set(valid, "slow", "comparisonOperator", "LessThanOrEqualToThreshold"),
      ...slow,
      says: /comparisonOperator is LessThanOrEqualToThreshold/,
    },
    {
      title: "an error rate turned round, though calls are good news",
      change: (valid) => set(valid, "rate", "comparisonOperator", "LessThanThreshold"),
      type,
      name: "rate",
      says: /comparisonOperator is LessThanThreshold/,
    },
    {
      title: "no comparison",
      change: (valid) => drop(valid, "slow", "comparisonOperator"),
      ...slow,
      says: /comparisonOperator is not set/,
    },
    {
      title: "a band of anomalies without a threshold",
      change: (valid) => set(valid, "slow", "comparisonOperator", "LessThanLowerOrGreaterThanUpperThreshold"),
      ...slow,
      says: /wanted GreaterThanThreshold or/,
    },
    {
      title: "no threshold",
      change: (valid) => drop(valid, "slow", "threshold"),
      ...slow,
      says: /threshold is not set/,
    },
    {
      title: "a threshold below zero",
      change: (valid) => set(valid, "slow", "threshold", -1),
      ...slow,
      says: /threshold is -1, wanted a number that is not negative/,
    },
  ],
});
