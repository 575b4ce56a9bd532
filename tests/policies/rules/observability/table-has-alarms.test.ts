import { tableHasAlarms } from "../../../../policies/rules/observability/table-has-alarms";
import { resource, set, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { tableThrottles } from "./watched";

const type = "aws:dynamodb/table:Table";
const orders = { type, name: "orders" };

testRule(tableHasAlarms, {
  valid: [
    resource(type, "orders", { name: "orders-prod", globalSecondaryIndexes: [{ name: "CustomerIndex" }] }),
    tableThrottles("table-alarm", { TableName: "orders-prod" }),
    tableThrottles("index-alarm", { TableName: "orders-prod", GlobalSecondaryIndexName: "CustomerIndex" }),
  ],
  failing: [
    {
      title: "a table without an alarm",
      change: (valid) => without(valid, "table-alarm"),
      ...orders,
      says: /name is \{"TableName":"orders-prod"\}, wanted an alarm on throttled reads and writes/,
    },
    {
      title: "an index without an alarm",
      change: (valid) => without(valid, "index-alarm"),
      ...orders,
      says: /"GlobalSecondaryIndexName":"CustomerIndex"/,
    },
    {
      title: "an index that was added and is not watched",
      change: (valid) =>
        set(valid, "orders", "globalSecondaryIndexes", [{ name: "CustomerIndex" }, { name: "DayIndex" }]),
      ...orders,
      says: /"GlobalSecondaryIndexName":"DayIndex"/,
    },
    {
      title: "writes of another table",
      change: (valid) => set(valid, "table-alarm", "metricQueries.2.metric.dimensions.TableName", "audit-prod"),
      ...orders,
      says: /wanted an alarm on throttled reads and writes/,
    },
  ],
});
