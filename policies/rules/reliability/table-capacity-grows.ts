import { stackRule } from "../../engine/define";
import { types } from "../../wiring/types";

export const tableCapacityGrows = stackRule({
  name: "table-capacity-grows",
  concern: "reliability",
  description: "Tables are paid by request, without a limit of their own, or scale by themselves.",
  rationale:
    "Provisioned capacity is the default; a table that does not scale refuses writes in the first rush. Source: DynamoDB's guide on capacity modes.",
  remediation:
    'Set billingMode to "PAY_PER_REQUEST" without onDemandThroughput, or declare an appautoscaling Target and Policy for read and write.',
  controls: ["dynamodb.capacity"],
  severity: "medium",
  async check(stack, { each, report }) {
    const scaled = new Set(
      stack
        .ofType("aws:appautoscaling/target:Target")
        .map(({ raw }) => `${raw.props.resourceId} ${raw.props.scalableDimension}`),
    );
    await each(stack.ofType(types.table), (table) => {
      for (const kind of ["maxReadRequestUnits", "maxWriteRequestUnits"]) {
        const limit = table.number(`onDemandThroughput.${kind}`);
        if (limit !== undefined && limit > 0) report(table, `onDemandThroughput.${kind}`, limit, "no limit");
      }
      const found = table.text("billingMode");
      if (found === "PAY_PER_REQUEST") return;
      const id = `table/${table.text("name")}`;
      if (["Read", "Write"].every((kind) => scaled.has(`${id} dynamodb:table:${kind}CapacityUnits`))) return;
      report(table, "billingMode", found, "PAY_PER_REQUEST");
    });
  },
});
