import {
  alarmExpressionHolds,
  alarmPeriodsInBounds,
  alarmRisesWithTheMetric,
} from "../../../../policies/rules/cloudwatch/alarm-expressions";
import { chain, drop, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { alarm, certificateExpiry, duration, errorRate, tableThrottles } from "../../../support/policies/shops/watched";

const expression = "metricQueries.0.expression";

testRule(alarmExpressionHolds, {
  valid: [errorRate("rate"), tableThrottles("table", { TableName: "orders" }), certificateExpiry("certificate")],
  passes: {
    "the same rate in other words": set(
      "rate",
      expression,
      "IF(invocations == 0, 0, (errors / invocations) * 100)",
    )([errorRate("rate")]),
    "a sum over a list": set(
      "table",
      expression,
      "SUM([FILL(reads, 0), FILL(writes, 0)])",
    )([tableThrottles("table", {})]),
  },
  refuses: {
    "a division by zero": [
      set("rate", expression, "100 * errors / invocations"),
      /wanted one that gives 0 when nobody calls, not no data/,
    ],
    "a share in place of percent": [
      set("rate", expression, "IF(invocations > 0, errors / invocations, 0)"),
      /gives 5 when one of twenty calls fails, not 0\.05/,
    ],
    "a guard turned round": [
      set("rate", expression, "IF(invocations < 0, 100 * errors / invocations, 0)"),
      /gives 100 when all calls fail, not 0/,
    ],
    "a rate of calls that went well": [
      set("rate", expression, "IF(invocations > 0, 100 - 100 * errors / invocations, 0)"),
      /not 95/,
    ],
    "a function that is not known": [
      set("rate", expression, "ANOMALY_DETECTION_BAND(errors, invocations)"),
      /the function ANOMALY_DETECTION_BAND is not evaluated/,
    ],
    "throttles with gaps": [
      set("table", expression, "reads + writes"),
      /gives 0 when nothing is throttled, not no data/,
    ],
    "throttled writes left out": [
      set("table", expression, "FILL(reads, 0) + 0 * FILL(writes, 0)"),
      /gives 4 when four writes are throttled, not 0/,
    ],
    "throttles filled by the last value": [
      set("table", expression, "FILL(reads, REPEAT) + FILL(writes, REPEAT)"),
      /gives 0 when nothing is throttled, not no data/,
    ],
    "days of a certificate that count the wrong way": [
      set("certificate", expression, "days - 30"),
      /gives -30 when 60 days are left, not 30/,
    ],
    "throttles without an expression": [
      () => [alarm("table", "AWS/DynamoDB", "ReadThrottleEvents", { TableName: "orders" })],
      "table",
      /metricQueries is not set, wanted FILL over ReadThrottleEvents/,
    ],
  },
});

testRule(alarmPeriodsInBounds, {
  valid: [duration("slow"), errorRate("rate")],
  passes: {
    "a day in all": set("slow", "evaluationPeriods", 288)([duration("slow")]),
    "a week in all, with periods of an hour": chain(
      set("slow", "period", 3_600),
      set("slow", "evaluationPeriods", 168),
    )([duration("slow")]),
    "some data points of all": set("slow", "datapointsToAlarm", 2)([duration("slow")]),
  },
  refuses: {
    "more than a day in all": [set("slow", "evaluationPeriods", 289), /wanted at most a day in 289 periods/],
    "more than a week in all": [
      chain(set("slow", "period", 3_600), set("slow", "evaluationPeriods", 169)),
      "slow",
      /wanted at most a week in 169 periods/,
    ],
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
