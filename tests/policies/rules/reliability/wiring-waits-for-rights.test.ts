import { wiringWaitsForRights } from "../../../../policies/rules/reliability/wiring-waits-for-rights";
import { change, type NamedChange, urn, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { shop } from "./shop";
import { t } from "./shop-parts";

/** The same shop, with something that waits for these only. */
function alone(name: string, dependencies: readonly string[]): NamedChange {
  return change(name, (item) => ({ ...item, dependencies }));
}

testRule(wiringWaitsForRights, {
  valid: shop,
  refuses: {
    "a function that does not wait for its policy": [
      alone("reader", [urn(t.logGroup, "reader-logs")]),
      /dependsOn is not before it, wanted to wait for reader-policy/,
    ],
    "a function that does not wait for its log group": [
      alone("reader", [urn(t.rolePolicy, "reader-policy")]),
      /wanted to wait for reader-logs/,
    ],
    "a role without rights": [without("reader-policy"), "reader-role", /policies is none, wanted what 'reader' may do/],
    "a mapping that waits for nothing": [alone("working", []), /wanted to wait for worker-policy/],
    "a destination that waits for nothing": [alone("reader-retries", []), /wanted to wait for reader-policy/],
    "a subscription before the queue lets it in": [
      alone("queueing", [urn(t.queuePolicy, "news-dead-policy")]),
      /wanted to wait for work-policy/,
    ],
    "a subscription before its dead letters do": [
      alone("queueing", [urn(t.queuePolicy, "work-policy")]),
      /wanted to wait for news-dead-policy/,
    ],
    "a subscription before the function lets it in": [
      alone("reading", [urn(t.queuePolicy, "news-dead-policy")]),
      /wanted to wait for reader-permission/,
    ],
    "a target before the queue lets it in": [alone("moving", []), /wanted to wait for work-policy/],
  },
});
