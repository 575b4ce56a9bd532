import { insightsFitTables } from "../../../../policies/rules/reliability/insights-fit-tables";
import { drop, resource, set, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { t } from "./shop-parts";

const insights = "aws:dynamodb/contributorInsights:ContributorInsights";

testRule(insightsFitTables, {
  valid: [
    resource(t.table, "orders", { name: "orders", globalSecondaryIndexes: [{ name: "ByCustomer" }] }),
    resource(insights, "of-table", { tableName: "orders" }),
    resource(insights, "of-index", { tableName: "orders", indexName: "ByCustomer" }),
  ],
  passing: [{ title: "a stack without insights", resources: [resource(t.table, "orders")] }],
  failing: [
    {
      title: "an index without",
      change: (valid) => without(valid, "of-index"),
      type: t.table,
      name: "orders",
      says: /contributor insights is none for ByCustomer/,
    },
    {
      title: "a table without",
      change: (valid) => without(valid, "of-table"),
      type: t.table,
      name: "orders",
      says: /contributor insights is none for the table/,
    },
    {
      title: "a table with two",
      change: (valid) => drop(valid, "of-index", "indexName"),
      type: insights,
      name: "of-index",
      says: /tableName is orders, wanted another table or index than 'of-table'/,
    },
    {
      title: "an index that is not there",
      change: (valid) => set(valid, "of-index", "indexName", "ByCustomre"),
      type: insights,
      name: "of-index",
      says: /indexName is ByCustomre/,
    },
  ],
});
