import {
  tableCapacityGrows,
  tableInBackupPlan,
  tableKeysAreDeclared,
  tableRestorable,
} from "../../../../policies/rules/dynamodb/tables";
import type { Resource } from "../../../../program/policies/requests";
import { chain, drop, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { arn, t } from "../../../support/policies/shops/wired-parts";

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

testRule(tableInBackupPlan, {
  valid: [
    resource(t.table, "orders", { name: "orders", tags: { Backup: "yes" } }),
    resource("aws:backup/plan:Plan", "plan", { rules: [{ ruleName: "daily" }] }),
    resource("aws:backup/selection:Selection", "selection", { planId: "plan", resources: [arn("table", "orders")] }),
  ],
  passes: {
    "a tag that the table has": [
      resource(t.table, "orders", { tags: { Backup: "yes" } }),
      resource("aws:backup/plan:Plan", "plan", { rules: [{ ruleName: "daily" }] }),
      resource("aws:backup/selection:Selection", "selection", {
        planId: "plan",
        selectionTags: [{ key: "Backup", value: "yes" }],
      }),
    ],
  },
  refuses: {
    "a table that no selection names": [
      set("selection", "resources", [arn("table", "others")]),
      "orders",
      /backup is no selection of a plan with rules/,
    ],
    "a stack without a plan": [
      (all) => all.filter(({ type }) => type === t.table),
      "orders",
      /backup is no selection of a plan with rules/,
    ],
    "a plan without rules": [set("plan", "rules", []), "orders", /backup is/],
    "a selection of another plan": [set("selection", "planId", "old"), "orders", /backup is/],
    "a table that is left out again": [
      set("selection", "notResources", [arn("table", "orders")]),
      "orders",
      /backup is/,
    ],
    "a tag that the table does not have": [
      chain(drop("selection", "resources"), set("selection", "selectionTags", [{ key: "Backup", value: "no" }])),
      "orders",
      /backup is/,
    ],
  },
});

testRule(tableInBackupPlan, {
  valid: [resource(t.table, "orders")],
  config: { required: false, reason: "made up for this test", expires: "2027-10-31" },
  refuses: {},
});

const tableType = "aws:dynamodb/table:Table";
const attributes = [
  { name: "orderId", type: "S" },
  { name: "customerId", type: "S" },
  { name: "createdAt", type: "S" },
];

testRule(tableKeysAreDeclared, {
  valid: [
    resource(tableType, "orders", {
      hashKey: "orderId",
      attributes,
      globalSecondaryIndexes: [
        { name: "CustomerIndex", hashKey: "customerId", rangeKey: "createdAt", projectionType: "ALL" },
      ],
    }),
  ],
  passes: {
    "a table of which two keys are the same attribute": [
      resource(tableType, "orders", {
        hashKey: "orderId",
        attributes: attributes.slice(0, 2),
        localSecondaryIndexes: [{ name: "ByCustomer", rangeKey: "customerId", projectionType: "ALL" }],
      }),
    ],
  },
  refuses: {
    "a table without a hash key": [drop("orders", "hashKey"), /hashKey is not set, wanted the name of an attribute/],
    "no attributes at all": [drop("orders", "attributes"), /attributes is \[\], wanted createdAt, customerId, orderId/],
    "a key whose attribute is not declared": [
      set("orders", "attributes", attributes.slice(0, 2)),
      /wanted createdAt, customerId, orderId, each of type/,
    ],
    "an attribute that is no key": [
      set("orders", "attributes", [...attributes, { name: "total", type: "N" }]),
      /"total N"/,
    ],
    "an attribute without a type": [drop("orders", "attributes.1.type"), /customerId undefined/],
    "an index without its sort key": [
      drop("orders", "globalSecondaryIndexes.0.rangeKey"),
      /wanted customerId, orderId/,
    ],
    "an index without a hash key": [
      drop("orders", "globalSecondaryIndexes.0.hashKey"),
      /globalSecondaryIndexes\.0\.hashKey is not set/,
    ],
    "an index that does not say what it holds": [
      drop("orders", "globalSecondaryIndexes.0.projectionType"),
      /projectionType is not set, wanted ALL, KEYS_ONLY or INCLUDE/,
    ],
  },
});

testRule(tableRestorable, {
  valid: [resource(t.table, "orders", { name: "orders", pointInTimeRecovery: { enabled: true } })],
  refuses: {
    "a table that says nothing about it": [
      drop("orders", "pointInTimeRecovery"),
      /pointInTimeRecovery.enabled is not set, wanted true/,
    ],
    "a table without": [set("orders", "pointInTimeRecovery.enabled", false), /pointInTimeRecovery.enabled is false/],
    "one day less": [set("orders", "pointInTimeRecovery.recoveryPeriodInDays", 34), /recoveryPeriodInDays is 34/],
  },
});
