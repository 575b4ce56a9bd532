import { tableInBackupPlan } from "../../../../policies/rules/reliability/table-in-backup-plan";
import { drop, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { arn, t } from "./shop-parts";

testRule(tableInBackupPlan, {
  valid: [
    resource(t.table, "orders", { name: "orders", tags: { Backup: "yes" } }),
    resource("aws:backup/plan:Plan", "plan", { rules: [{ ruleName: "daily" }] }),
    resource("aws:backup/selection:Selection", "selection", { planId: "plan", resources: [arn("table", "orders")] }),
  ],
  passing: [
    { title: "a stack without a plan", resources: [resource(t.table, "orders")] },
    {
      title: "a tag that the table has",
      resources: [
        resource(t.table, "orders", { tags: { Backup: "yes" } }),
        resource("aws:backup/plan:Plan", "plan", { rules: [{ ruleName: "daily" }] }),
        resource("aws:backup/selection:Selection", "selection", {
          planId: "plan",
          selectionTags: [{ key: "Backup", value: "yes" }],
        }),
      ],
    },
  ],
  failing: [
    {
      title: "a table that no selection names",
      change: (valid) => set(valid, "selection", "resources", [arn("table", "others")]),
      type: t.table,
      name: "orders",
      says: /backup is no selection of a plan with rules/,
    },
    {
      title: "a plan without rules",
      change: (valid) => set(valid, "plan", "rules", []),
      type: t.table,
      name: "orders",
      says: /backup is/,
    },
    {
      title: "a selection of another plan",
      change: (valid) => set(valid, "selection", "planId", "old"),
      type: t.table,
      name: "orders",
      says: /backup is/,
    },
    {
      title: "a table that is left out again",
      change: (valid) => set(valid, "selection", "notResources", [arn("table", "orders")]),
      type: t.table,
      name: "orders",
      says: /backup is/,
    },
    {
      title: "a tag that the table does not have",
      change: (valid) =>
        set(drop(valid, "selection", "resources"), "selection", "selectionTags", [{ key: "Backup", value: "no" }]),
      type: t.table,
      name: "orders",
      says: /backup is/,
    },
  ],
});
