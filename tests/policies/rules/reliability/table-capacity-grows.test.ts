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
  passes: {
    "capacity that scales": [resource(t.table, "orders", { name: "orders" }), scaling("Read"), scaling("Write")],
  },
  refuses: {
    "a limit on what is paid by request": [
      set("orders", "onDemandThroughput", { maxReadRequestUnits: 1, maxWriteRequestUnits: -1 }),
      /onDemandThroughput.maxReadRequestUnits is 1, wanted no limit/,
    ],
    "a table that says nothing about it": [
      drop("orders", "billingMode"),
      /billingMode is not set, wanted PAY_PER_REQUEST/,
    ],
    "provisioned capacity": [set("orders", "billingMode", "PROVISIONED"), /billingMode is PROVISIONED/],
    "capacity of which only reads scale": [
      (valid) => [...set("orders", "billingMode", "PROVISIONED")(valid), scaling("Read")],
      "orders",
      /billingMode is PROVISIONED/,
    ],
  },
});
