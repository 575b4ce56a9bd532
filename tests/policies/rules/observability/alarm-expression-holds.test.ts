import { alarmExpressionHolds } from "../../../../policies/rules/observability/alarm-expression-holds";
import { set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { alarm, alarmType, errorRate, tableThrottles } from "./watched";

const expression = "metricQueries.0.expression";
const rate = { type: alarmType, name: "rate" };
const table = { type: alarmType, name: "table" };

testRule(alarmExpressionHolds, {
  valid: [errorRate("rate"), tableThrottles("table", { TableName: "orders" })],
  passing: [
    {
      title: "the same rate in other words",
      resources: set([errorRate("rate")], "rate", expression, "IF(invocations == 0, 0, (errors / invocations) * 100)"),
    },
    {
      title: "a sum over a list",
      resources: set([tableThrottles("table", {})], "table", expression, "SUM([FILL(reads, 0), FILL(writes, 0)])"),
    },
  ],
  failing: [
    {
      title: "a division by zero",
      change: (valid) => set(valid, "rate", expression, "100 * errors / invocations"),
      ...rate,
      says: /wanted one that gives 0 when nobody calls, not NaN/,
    },
    {
      title: "a share in place of percent",
      change: (valid) => set(valid, "rate", expression, "IF(invocations > 0, errors / invocations, 0)"),
      ...rate,
      says: /gives 5 when one of twenty calls fails, not 0\.05/,
    },
    {
      title: "a guard turned round",
      change: (valid) => set(valid, "rate", expression, "IF(invocations < 0, 100 * errors / invocations, 0)"),
      ...rate,
      says: /gives 100 when all calls fail, not 0/,
    },
    {
      title: "a rate of calls that went well",
      change: (valid) => set(valid, "rate", expression, "IF(invocations > 0, 100 - 100 * errors / invocations, 0)"),
      ...rate,
      says: /not 95/,
    },
    {
      title: "a function that is not known",
      change: (valid) => set(valid, "rate", expression, "ANOMALY_DETECTION_BAND(errors, invocations)"),
      ...rate,
      says: /the function ANOMALY_DETECTION_BAND is not known/,
    },
    {
      title: "throttles with gaps",
      change: (valid) => set(valid, "table", expression, "reads + writes"),
      ...table,
      says: /gives 0 when nothing is throttled, not no data/,
    },
    {
      title: "throttled writes left out",
      change: (valid) => set(valid, "table", expression, "FILL(reads, 0) + 0 * FILL(writes, 0)"),
      ...table,
      says: /gives 4 when four writes are throttled, not 0/,
    },
    {
      title: "throttles filled by the last value",
      change: (valid) => set(valid, "table", expression, "FILL(reads, REPEAT) + FILL(writes, REPEAT)"),
      ...table,
      says: /'REPEAT' is no id/,
    },
    {
      title: "throttles without an expression",
      change: () => [alarm("table", "AWS/DynamoDB", "ReadThrottleEvents", { TableName: "orders" })],
      ...table,
      says: /metricQueries is not set, wanted FILL over ReadThrottleEvents/,
    },
  ],
});
