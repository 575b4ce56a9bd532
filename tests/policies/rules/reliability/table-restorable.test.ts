import { tableRestorable } from "../../../../policies/rules/reliability/table-restorable";
import { drop, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { t } from "./shop-parts";

testRule(tableRestorable, {
  valid: [resource(t.table, "orders", { name: "orders", pointInTimeRecovery: { enabled: true } })],
  refuses: {
    "a table that says nothing about it": [
      drop("orders", "pointInTimeRecovery"),
      /pointInTimeRecovery.enabled is not set, wanted true/,
    ],
    "a table without": [set("orders", "pointInTimeRecovery.enabled", false), /pointInTimeRecovery.enabled is false/],
    "one day less": [set("orders", "pointInTimeRecovery.recoveryPeriodInDays", 34), /recoveryPeriodInDays is 34/],
  },
});
