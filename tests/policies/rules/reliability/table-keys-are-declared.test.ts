import { tableKeysAreDeclared } from "../../../../policies/rules/reliability/table-keys-are-declared";
import { drop, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";

const type = "aws:dynamodb/table:Table";
const attributes = [
  { name: "orderId", type: "S" },
  { name: "customerId", type: "S" },
  { name: "createdAt", type: "S" },
];

testRule(tableKeysAreDeclared, {
  valid: [
    resource(type, "orders", {
      hashKey: "orderId",
      attributes,
      globalSecondaryIndexes: [
        { name: "CustomerIndex", hashKey: "customerId", rangeKey: "createdAt", projectionType: "ALL" },
      ],
    }),
  ],
  passes: {
    "a table of which two keys are the same attribute": [
      resource(type, "orders", {
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
