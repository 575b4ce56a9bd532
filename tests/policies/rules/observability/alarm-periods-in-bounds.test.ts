import { alarmPeriodsInBounds } from "../../../../policies/rules/observability/alarm-periods-in-bounds";
import { drop, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { duration, errorRate, alarmType as type } from "./watched";

const slow = { type, name: "slow" };

testRule(alarmPeriodsInBounds, {
  valid: [duration("slow"), errorRate("rate")],
  passing: [
    { title: "a day in all", resources: set([duration("slow")], "slow", "evaluationPeriods", 288) },
    { title: "some data points of all", resources: set([duration("slow")], "slow", "datapointsToAlarm", 2) },
  ],
  failing: [
    {
      title: "more than a day in all",
      change: (valid) => set(valid, "slow", "evaluationPeriods", 289),
      ...slow,
      says: /wanted at most a day in 289 periods/,
    },
    {
      title: "no evaluation periods",
      change: (valid) => drop(valid, "slow", "evaluationPeriods"),
      ...slow,
      says: /evaluationPeriods is not set/,
    },
    {
      title: "half a period",
      change: (valid) => set(valid, "slow", "evaluationPeriods", 1.5),
      ...slow,
      says: /wanted a whole number/,
    },
    {
      title: "more data points than periods",
      change: (valid) => set(valid, "slow", "datapointsToAlarm", 3),
      ...slow,
      says: /datapointsToAlarm is 3, wanted a whole number from 1 to evaluationPeriods \(2\)/,
    },
    {
      title: "a period that is finer than the metrics",
      change: (valid) => set(valid, "slow", "period", 30),
      ...slow,
      says: /period is 30, wanted a multiple of 60/,
    },
    {
      title: "a period that CloudWatch does not have",
      change: (valid) => set(valid, "slow", "period", 90),
      ...slow,
      says: /wanted a multiple of 60/,
    },
    {
      title: "two periods in one expression",
      change: (valid) => set(valid, "rate", "metricQueries.2.metric.period", 60),
      type,
      name: "rate",
      says: /metricQueries\.2\.metric\.period is 60, wanted the period of the first metric, 300/,
    },
  ],
});
