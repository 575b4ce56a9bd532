import { tableHasAlarms } from "../../../../policies/rules/observability/table-has-alarms";
import { resource, set, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { tableThrottles } from "./watched";

const type = "aws:dynamodb/table:Table";

testRule(tableHasAlarms, {
  valid: [
    resource(type, "orders", { name: "orders-prod", globalSecondaryIndexes: [{ name: "CustomerIndex" }] }),
    tableThrottles("table-alarm", { TableName: "orders-prod" }),
    tableThrottles("index-alarm", { TableName: "orders-prod", GlobalSecondaryIndexName: "CustomerIndex" }),
  ],
  refuses: {
    "a table without an alarm": [
      without("table-alarm"),
      "orders",
      /name is \{"TableName":"orders-prod"\}, wanted an alarm on throttled reads and writes/,
    ],
    "an index without an alarm": [without("index-alarm"), "orders", /"GlobalSecondaryIndexName":"CustomerIndex"/],
    "an index that was added and is not watched": [
      set("orders", "globalSecondaryIndexes", [{ name: "CustomerIndex" }, { name: "DayIndex" }]),
      /"GlobalSecondaryIndexName":"DayIndex"/,
    ],
    "writes of another table": [
      set("table-alarm", "metricQueries.2.metric.dimensions.TableName", "audit-prod"),
      "orders",
      /wanted an alarm on throttled reads and writes/,
    ],
  },
});
