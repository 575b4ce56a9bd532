import { stackRule } from "../../engine/define";
import type { Subject } from "../../engine/subject";
import { types } from "../../wiring/types";

export const insightsFitTables = stackRule({
  name: "insights-fit-tables",
  concern: "reliability",
  title: "Where a stack has contributor insights, each table and each index has exactly one.",
  why: "It is switched on per table and per index: the one that was left out is where the hot key is. Source: DynamoDB's guide on contributor insights.",
  mend: "Declare one ContributorInsights with tableName for the table, and one with indexName for each index.",
  controls: ["protection.recovery"],
  severity: "low",
  async check(stack, { each, report }) {
    const insights = stack.ofType(types.insights);
    if (insights.length === 0) return;
    const seen = new Map<string, Subject>();
    await each(insights, (insight) => {
      const [table] = stack.named(insight, "tableName", types.table);
      const index = insight.text("indexName");
      if (table === undefined) return;
      const twin = seen.get(`${table.urn} ${index}`);
      if (twin !== undefined)
        report({
          subject: insight,
          property: "tableName",
          found: table.name,
          wanted: `another table or index than '${twin.name}'`,
        });
      seen.set(`${table.urn} ${index}`, insight);
      if (index !== undefined && !indexesOf(table).includes(index))
        report({ subject: insight, property: "indexName", found: index, wanted: `an index of '${table.name}'` });
    });
    await each(stack.ofType(types.table), (table) => {
      for (const index of [undefined, ...indexesOf(table)]) {
        if (seen.has(`${table.urn} ${index}`)) continue;
        report({
          subject: table,
          property: "contributor insights",
          found: `none for ${index ?? "the table"}`,
          wanted: "one",
        });
      }
    });
  },
});

function indexesOf(table: Subject): readonly string[] {
  return table.list("globalSecondaryIndexes").flatMap((_, at) => table.text(`globalSecondaryIndexes.${at}.name`) ?? []);
}
