import { resourceRule } from "../../engine/define";
import { types } from "../../wiring/types";

export const tableRestorable = resourceRule({
  name: "table-restorable",
  concern: "reliability",
  title: "Tables can be restored to any second of the last weeks.",
  why: "A function that writes nonsense, or deletes, leaves nothing to go back to. Source: DynamoDB's guide on point-in-time recovery, which is off by default.",
  mend: "Set pointInTimeRecovery.enabled to true.",
  controls: ["dynamodb.recovery", "protection.recovery"],
  severity: "high",
  types: [types.table],
  check(table, { report }) {
    const found = table.value("pointInTimeRecovery.enabled");
    if (found !== true) report({ subject: table, property: "pointInTimeRecovery.enabled", found, wanted: "true" });
    const days = table.number("pointInTimeRecovery.recoveryPeriodInDays");
    if (days !== undefined && days < 35)
      report({
        subject: table,
        property: "pointInTimeRecovery.recoveryPeriodInDays",
        found: days,
        wanted: "35, the default",
      });
  },
});
