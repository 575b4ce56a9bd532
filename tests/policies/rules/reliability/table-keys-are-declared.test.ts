import { tableKeysAreDeclared } from "../../../../policies/rules/reliability/table-keys-are-declared";
import { drop, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";

const type = "aws:dynamodb/table:Table";
const orders = { type, name: "orders" };
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
  passing: [
    {
      title: "a table of which two keys are the same attribute",
      resources: [
        resource(type, "orders", {
          hashKey: "orderId",
          attributes: attributes.slice(0, 2),
          localSecondaryIndexes: [{ name: "ByCustomer", rangeKey: "customerId", projectionType: "ALL" }],
        }),
      ],
    },
  ],
  failing: [
    {
      title: "a table without a hash key",
      change: (valid) => drop(valid, "orders", "hashKey"),
      ...orders,
      says: /hashKey is not set, wanted the name of an attribute/,
    },
    {
      title: "no attributes at all",
      change: (valid) => drop(valid, "orders", "attributes"),
      ...orders,
      says: /attributes is \[\], wanted createdAt, customerId, orderId/,
    },
    {
      title: "a key whose attribute is not declared",
      change: (valid) => set(valid, "orders", "attributes", attributes.slice(0, 2)),
      ...orders,
      says: /wanted createdAt, customerId, orderId, each of type/,
    },
    {
      title: "an attribute that is no key",
      change: (valid) => set(valid, "orders", "attributes", [...attributes, { name: "total", type: "N" }]),
      ...orders,
      says: /"total N"/,
    },
    {
      title: "an attribute without a type",
      change: (valid) => drop(valid, "orders", "attributes.1.type"),
      ...orders,
      says: /customerId undefined/,
    },
    {
      title: "an index without its sort key",
      change: (valid) => drop(valid, "orders", "globalSecondaryIndexes.0.rangeKey"),
      ...orders,
      says: /wanted customerId, orderId/,
    },
    {
      title: "an index without a hash key",
      change: (valid) => drop(valid, "orders", "globalSecondaryIndexes.0.hashKey"),
      ...orders,
      says: /globalSecondaryIndexes\.0\.hashKey is not set/,
    },
    {
      title: "an index that does not say what it holds",
      change: (valid) => drop(valid, "orders", "globalSecondaryIndexes.0.projectionType"),
      ...orders,
      says: /projectionType is not set, wanted ALL, KEYS_ONLY or INCLUDE/,
    },
  ],
});
