import { tableRestorable } from "../../../../policies/rules/reliability/table-restorable";
import { drop, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { t } from "./shop-parts";

testRule(tableRestorable, {
  valid: [resource(t.table, "orders", { name: "orders", pointInTimeRecovery: { enabled: true } })],
  failing: [
    {
      title: "a table that says nothing about it",
      change: (valid) => drop(valid, "orders", "pointInTimeRecovery"),
      type: t.table,
      name: "orders",
      says: /pointInTimeRecovery.enabled is not set, wanted true/,
    },
    {
      title: "a table without",
      change: (valid) => set(valid, "orders", "pointInTimeRecovery.enabled", false),
      type: t.table,
      name: "orders",
      says: /pointInTimeRecovery.enabled is false/,
    },
    {
      title: "one day less",
      change: (valid) => set(valid, "orders", "pointInTimeRecovery.recoveryPeriodInDays", 34),
      type: t.table,
      name: "orders",
      says: /recoveryPeriodInDays is 34/,
    },
  ],
});
