import { tableInBackupPlan } from "../../../../policies/rules/reliability/table-in-backup-plan";
import { chain, drop, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { arn, t } from "./shop-parts";

testRule(tableInBackupPlan, {
  valid: [
    resource(t.table, "orders", { name: "orders", tags: { Backup: "yes" } }),
    resource("aws:backup/plan:Plan", "plan", { rules: [{ ruleName: "daily" }] }),
    resource("aws:backup/selection:Selection", "selection", { planId: "plan", resources: [arn("table", "orders")] }),
  ],
  passes: {
    "a stack without a plan": [resource(t.table, "orders")],
    "a tag that the table has": [
      resource(t.table, "orders", { tags: { Backup: "yes" } }),
      resource("aws:backup/plan:Plan", "plan", { rules: [{ ruleName: "daily" }] }),
      resource("aws:backup/selection:Selection", "selection", {
        planId: "plan",
        selectionTags: [{ key: "Backup", value: "yes" }],
      }),
    ],
  },
  refuses: {
    "a table that no selection names": [
      set("selection", "resources", [arn("table", "others")]),
      "orders",
      /backup is no selection of a plan with rules/,
    ],
    "a plan without rules": [set("plan", "rules", []), "orders", /backup is/],
    "a selection of another plan": [set("selection", "planId", "old"), "orders", /backup is/],
    "a table that is left out again": [
      set("selection", "notResources", [arn("table", "orders")]),
      "orders",
      /backup is/,
    ],
    "a tag that the table does not have": [
      chain(drop("selection", "resources"), set("selection", "selectionTags", [{ key: "Backup", value: "no" }])),
      "orders",
      /backup is/,
    ],
  },
});
