import type { Resource } from "../../../../local/policies/requests";
import { wiringWaitsForRights } from "../../../../policies/rules/reliability/wiring-waits-for-rights";
import { change, urn, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { shop } from "./shop";
import { t } from "./shop-parts";

/** The same shop, with something that waits for these only. */
function alone(valid: readonly Resource[], name: string, dependencies: readonly string[]): readonly Resource[] {
  return change(valid, name, (item) => ({ ...item, dependencies }));
}

testRule(wiringWaitsForRights, {
  valid: shop,
  failing: [
    {
      title: "a function that does not wait for its policy",
      change: (valid) => alone(valid, "reader", [urn(t.logGroup, "reader-logs")]),
      type: t.function,
      name: "reader",
      says: /dependsOn is not before it, wanted to wait for reader-policy/,
    },
    {
      title: "a function that does not wait for its log group",
      change: (valid) => alone(valid, "reader", [urn(t.rolePolicy, "reader-policy")]),
      type: t.function,
      name: "reader",
      says: /wanted to wait for reader-logs/,
    },
    {
      title: "a role without rights",
      change: (valid) => without(valid, "reader-policy"),
      type: t.role,
      name: "reader-role",
      says: /policies is none, wanted what 'reader' may do/,
    },
    {
      title: "a mapping that waits for nothing",
      change: (valid) => alone(valid, "working", []),
      type: t.mapping,
      name: "working",
      says: /wanted to wait for worker-policy/,
    },
    {
      title: "a destination that waits for nothing",
      change: (valid) => alone(valid, "reader-retries", []),
      type: t.config,
      name: "reader-retries",
      says: /wanted to wait for reader-policy/,
    },
    {
      title: "a subscription before the queue lets it in",
      change: (valid) => alone(valid, "queueing", [urn(t.queuePolicy, "news-dead-policy")]),
      type: t.subscription,
      name: "queueing",
      says: /wanted to wait for work-policy/,
    },
    {
      title: "a subscription before its dead letters do",
      change: (valid) => alone(valid, "queueing", [urn(t.queuePolicy, "work-policy")]),
      type: t.subscription,
      name: "queueing",
      says: /wanted to wait for news-dead-policy/,
    },
    {
      title: "a subscription before the function lets it in",
      change: (valid) => alone(valid, "reading", [urn(t.queuePolicy, "news-dead-policy")]),
      type: t.subscription,
      name: "reading",
      says: /wanted to wait for reader-permission/,
    },
    {
      title: "a target before the queue lets it in",
      change: (valid) => alone(valid, "moving", []),
      type: t.target,
      name: "moving",
      says: /wanted to wait for work-policy/,
    },
  ],
});
