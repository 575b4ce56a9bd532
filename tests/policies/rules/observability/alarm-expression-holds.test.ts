import { alarmExpressionHolds } from "../../../../policies/rules/observability/alarm-expression-holds";
import { set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { alarm, errorRate, tableThrottles } from "./watched";

const expression = "metricQueries.0.expression";

testRule(alarmExpressionHolds, {
  valid: [errorRate("rate"), tableThrottles("table", { TableName: "orders" })],
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
      /wanted one that gives 0 when nobody calls, not NaN/,
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
      /the function ANOMALY_DETECTION_BAND is not known/,
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
      /'REPEAT' is no id/,
    ],
    "throttles without an expression": [
      () => [alarm("table", "AWS/DynamoDB", "ReadThrottleEvents", { TableName: "orders" })],
      "table",
      /metricQueries is not set, wanted FILL over ReadThrottleEvents/,
    ],
  },
});
