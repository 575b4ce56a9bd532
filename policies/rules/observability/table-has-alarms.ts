import { stackRule } from "../../engine/define";
import { indexNames } from "../../metrics/targets";
import { watchedIn } from "../../metrics/watched";

export const tableHasAlarms = stackRule({
  name: "table-has-alarms",
  concern: "observability",
  description: "Every table and every index of one has an alarm on throttled reads and writes.",
  rationale:
    "A throttled index throttles the table's writes, and is not counted under the table's name. Source: DynamoDB's list of metrics.",
  remediation:
    "Declare an alarm on ReadThrottleEvents and WriteThrottleEvents by TableName, and one by TableName and GlobalSecondaryIndexName for each index.",
  controls: ["observability.table-alarms"],
  severity: "high",
  async check(stack, { each, report }) {
    const watched = watchedIn(stack);
    await each(stack.ofType("aws:dynamodb/table:Table"), (table) => {
      const TableName = table.text("name") ?? "";
      const indexes = indexNames(table).map((GlobalSecondaryIndexName) => ({ TableName, GlobalSecondaryIndexName }));
      for (const dimensions of [{ TableName }, ...indexes])
        if (watched.by("tableThrottles", dimensions).length === 0)
          report(table, "name", dimensions, "an alarm on throttled reads and writes with these dimensions");
    });
  },
});
