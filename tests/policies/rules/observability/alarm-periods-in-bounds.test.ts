import { alarmPeriodsInBounds } from "../../../../policies/rules/observability/alarm-periods-in-bounds";
import { drop, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { duration, errorRate } from "./watched";

testRule(alarmPeriodsInBounds, {
  valid: [duration("slow"), errorRate("rate")],
  passes: {
    "a day in all": set("slow", "evaluationPeriods", 288)([duration("slow")]),
    "some data points of all": set("slow", "datapointsToAlarm", 2)([duration("slow")]),
  },
  refuses: {
    "more than a day in all": [set("slow", "evaluationPeriods", 289), /wanted at most a day in 289 periods/],
    "no evaluation periods": [drop("slow", "evaluationPeriods"), /evaluationPeriods is not set/],
    "half a period": [set("slow", "evaluationPeriods", 1.5), /wanted a whole number/],
    "more data points than periods": [
      set("slow", "datapointsToAlarm", 3),
      /datapointsToAlarm is 3, wanted a whole number from 1 to evaluationPeriods \(2\)/,
    ],
    "a period that is finer than the metrics": [set("slow", "period", 30), /period is 30, wanted a multiple of 60/],
    "a period that CloudWatch does not have": [set("slow", "period", 90), /wanted a multiple of 60/],
    "two periods in one expression": [
      set("rate", "metricQueries.2.metric.period", 60),
      /metricQueries\.2\.metric\.period is 60, wanted the period of the first metric, 300/,
    ],
  },
});
