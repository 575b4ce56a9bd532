import { tablesExpire } from "../../../../policies/rules/cost/tables-expire";
import { drop, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";

const type = "aws:dynamodb/table:Table";

testRule(tablesExpire, {
  valid: [
    resource(type, "orders", { ttl: { enabled: true, attributeName: "expiresAt" } }),
    resource(type, "confirmations-suppressions"),
  ],
  refuses: {
    "an attribute that no item has": [
      set("orders", "ttl.attributeName", "expireAt"),
      /ttl.attributeName is expireAt, wanted expiresAt/,
    ],
    "a table without TTL": [drop("orders", "ttl"), /ttl.enabled is not set, wanted true/],
    "TTL that is off": [set("orders", "ttl.enabled", false), /ttl.enabled is false/],
    "TTL without its attribute": [drop("orders", "ttl.attributeName"), /ttl.attributeName is not set/],
    "a table kept for good that has TTL all the same, and off": [
      set("confirmations-suppressions", "ttl", { enabled: false, attributeName: "expiresAt" }),
      /ttl.enabled is false/,
    ],
  },
});
