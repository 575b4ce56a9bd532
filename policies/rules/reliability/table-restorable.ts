import { resourceRule } from "../../engine/define";
import { types } from "../../wiring/types";

export const tableRestorable = resourceRule({
  name: "table-restorable",
  concern: "reliability",
  description: "Tables can be restored to any second of the last weeks.",
  rationale:
    "A function that writes nonsense, or deletes, leaves nothing to go back to. Source: DynamoDB's guide on point-in-time recovery, which is off by default.",
  remediation: "Set pointInTimeRecovery.enabled to true.",
  controls: ["dynamodb.recovery", "protection.recovery"],
  severity: "high",
  types: [types.table],
  check(table, { report }) {
    const found = table.value("pointInTimeRecovery.enabled");
    if (found !== true) report(table, "pointInTimeRecovery.enabled", found, "true");
    const days = table.number("pointInTimeRecovery.recoveryPeriodInDays");
    if (days !== undefined && days < 35)
      report(table, "pointInTimeRecovery.recoveryPeriodInDays", days, "35, the default");
  },
});
