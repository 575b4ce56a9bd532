import * as z from "zod";
import { resourceRule } from "../../engine/define";

export const tablesExpire = resourceRule({
  name: "tables-expire",
  concern: "cost",
  description: "Tables forget items by their time to live, but for those that are kept for good on purpose.",
  rationale:
    "DynamoDB keeps every item for ever unless TTL is on: the bill grows each month, and customers' data outlives its purpose.",
  remediation:
    "Set ttl to enabled with the attribute that holds the time, or name the table in keptForGood with the reason.",
  controls: ["cost.logs"],
  severity: "low",
  types: ["aws:dynamodb/table:Table"],
  parameters: {
    keptForGood: z
      .array(z.string())
      .default(["confirmations-suppressions"])
      .describe("Logical names of tables without TTL. Who has complained once must never be written to again."),
    attribute: z.string().default("expiresAt").describe("Attribute in which the functions write when an item expires."),
  },
  check(table, { report, parameters: { keptForGood, attribute: wanted } }) {
    if (keptForGood.includes(table.name) && table.value("ttl") === undefined) return;
    const enabled = table.flag("ttl.enabled");
    if (enabled !== true) report(table, "ttl.enabled", enabled, "true");
    const found = table.text("ttl.attributeName");
    // DynamoDB takes the name of an attribute that no item has, and then removes nothing.
    if (found !== wanted) report(table, "ttl.attributeName", found, wanted);
  },
});
