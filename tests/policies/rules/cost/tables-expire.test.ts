import { tablesExpire } from "../../../../policies/rules/cost/tables-expire";
import { drop, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";

const type = "aws:dynamodb/table:Table";

testRule(tablesExpire, {
  valid: [
    resource(type, "orders", { ttl: { enabled: true, attributeName: "expiresAt" } }),
    resource(type, "confirmations-suppressions"),
  ],
  failing: [
    {
      title: "an attribute that no item has",
      change: (valid) => set(valid, "orders", "ttl.attributeName", "expireAt"),
      type: type,
      name: "orders",
      says: /ttl.attributeName is expireAt, wanted expiresAt/,
    },
    {
      title: "a table without TTL",
      change: (valid) => drop(valid, "orders", "ttl"),
      type: type,
      name: "orders",
      says: /ttl.enabled is not set, wanted true/,
    },
    {
      title: "TTL that is off",
      change: (valid) => set(valid, "orders", "ttl.enabled", false),
      type: type,
      name: "orders",
      says: /ttl.enabled is false/,
    },
    {
      title: "TTL without its attribute",
      change: (valid) => drop(valid, "orders", "ttl.attributeName"),
      type: type,
      name: "orders",
      says: /ttl.attributeName is not set/,
    },
    {
      title: "a table kept for good that has TTL all the same, and off",
      change: (valid) =>
        set(valid, "confirmations-suppressions", "ttl", { enabled: false, attributeName: "expiresAt" }),
      type: type,
      name: "confirmations-suppressions",
      says: /ttl.enabled is false/,
    },
  ],
});
