import * as z from "zod";
import { stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import { covers } from "../../iam/match";
import { collect, complete } from "../../wiring/collect";
import { types } from "../../wiring/types";

const planType = "aws:backup/plan:Plan";
const selectionType = "aws:backup/selection:Selection";

export const tableInBackupPlan = stackRule({
  name: "table-in-backup-plan",
  concern: "reliability",
  description: "Where a stack has a backup plan, it covers every table.",
  rationale:
    "Point-in-time recovery goes back weeks and dies with the table; what nobody selected has no backup beyond that. Source: Security Hub control DynamoDB.4.",
  remediation: "Add the table's ARN, or a tag that it has, to a backup selection whose plan has a rule.",
  controls: ["dynamodb.backup", "protection.recovery"],
  severity: "medium",
  parameters: {
    required: z.boolean().default(false).describe("Whether a stack without any backup plan is refused too."),
  },
  async check(stack, { each, report, parameters: { required } }) {
    if (!required && stack.ofType(planType, selectionType).length === 0) return;
    const selections = collect(stack.ofType(selectionType), (selection) =>
      stack.named(selection, "planId", planType).some((plan) => plan.list("rules").length > 0) ? [selection] : [],
    );
    await each(stack.ofType(types.table), (table) => {
      if (selections.items.some((selection) => selects(selection, table))) return;
      complete(selections);
      report(table, "backup", "no selection of a plan with rules", "one that names it");
    });
  },
});

/** By ARN, or by one of the tags; what a selection leaves out again counts as left out. */
function selects(selection: Resource, table: Resource): boolean {
  const arn = table.text("arn") ?? "";
  if (selection.texts("notResources").some((pattern) => covers(pattern, arn))) return false;
  if (selection.texts("resources").some((pattern) => covers(pattern, arn))) return true;
  return selection.list("selectionTags").some((_, index) => {
    const at = `selectionTags.${index}`;
    return table.text(`tags.${selection.text(`${at}.key`)}`) === selection.text(`${at}.value`);
  });
}
