import type { Resource } from "../../../../local/policies/requests";
import { tableCapacityGrows } from "../../../../policies/rules/reliability/table-capacity-grows";
import { drop, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { t } from "./shop-parts";

function scaling(kind: "Read" | "Write"): Resource {
  const scalableDimension = `dynamodb:table:${kind}CapacityUnits`;
  return resource("aws:appautoscaling/target:Target", kind, { resourceId: "table/orders", scalableDimension });
}

testRule(tableCapacityGrows, {
  valid: [resource(t.table, "orders", { name: "orders", billingMode: "PAY_PER_REQUEST" })],
  passing: [
    {
      title: "capacity that scales",
      resources: [resource(t.table, "orders", { name: "orders" }), scaling("Read"), scaling("Write")],
    },
  ],
  failing: [
    {
      title: "a limit on what is paid by request",
      change: (valid) =>
        set(valid, "orders", "onDemandThroughput", { maxReadRequestUnits: 1, maxWriteRequestUnits: -1 }),
      type: t.table,
      name: "orders",
      says: /onDemandThroughput.maxReadRequestUnits is 1, wanted no limit/,
    },
    {
      title: "a table that says nothing about it",
      change: (valid) => drop(valid, "orders", "billingMode"),
      type: t.table,
      name: "orders",
      says: /billingMode is not set, wanted PAY_PER_REQUEST/,
    },
    {
      title: "provisioned capacity",
      change: (valid) => set(valid, "orders", "billingMode", "PROVISIONED"),
      type: t.table,
      name: "orders",
      says: /billingMode is PROVISIONED/,
    },
    {
      title: "capacity of which only reads scale",
      change: (valid) => [...set(valid, "orders", "billingMode", "PROVISIONED"), scaling("Read")],
      type: t.table,
      name: "orders",
      says: /billingMode is PROVISIONED/,
    },
  ],
});
