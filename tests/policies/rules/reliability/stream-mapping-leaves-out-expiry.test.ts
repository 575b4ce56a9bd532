import type { Resource } from "../../../../local/policies/requests";
import { streamMappingLeavesOutExpiry } from "../../../../policies/rules/reliability/stream-mapping-leaves-out-expiry";
import { drop, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { shop } from "./shop";
import { t } from "./shop-parts";

/** The same shop, with these filters before the auditor. */
function filtered(valid: readonly Resource[], ...patterns: readonly object[]): readonly Resource[] {
  const filters = patterns.map((pattern) => ({ pattern: JSON.stringify(pattern) }));
  return set(valid, "auditing", "filterCriteria.filters", filters);
}

testRule(streamMappingLeavesOutExpiry, {
  valid: shop,
  passing: [
    {
      title: "removals by somebody",
      resources: filtered(
        shop,
        { eventName: ["INSERT", "MODIFY"] },
        { eventName: ["REMOVE"], userIdentity: { principalId: [{ exists: false }] } },
      ),
    },
    {
      title: "a table of which nothing expires",
      resources: drop(drop(shop, "orders", "ttl"), "auditing", "filterCriteria"),
    },
  ],
  failing: [
    {
      title: "no filter at all",
      change: (valid) => drop(valid, "auditing", "filterCriteria"),
      type: t.mapping,
      name: "auditing",
      says: /filterCriteria is not set, wanted one that leaves out what expires in 'orders'/,
    },
    {
      title: "a filter that takes removals",
      change: (valid) => filtered(valid, { eventName: ["INSERT", "MODIFY", "REMOVE"] }),
      type: t.mapping,
      name: "auditing",
      says: /filters.0.pattern is .*REMOVE/,
    },
    {
      title: "a filter on what expires",
      change: (valid) =>
        filtered(valid, { eventName: ["INSERT", "MODIFY"] }, { userIdentity: { principalId: [{ exists: true }] } }),
      type: t.mapping,
      name: "auditing",
      says: /filters.1.pattern is/,
    },
    {
      title: "a filter that misses changes",
      change: (valid) => filtered(valid, { eventName: ["INSERT"] }),
      type: t.mapping,
      name: "auditing",
      says: /wanted one that lets MODIFY through/,
    },
    {
      title: "a mistyped event",
      change: (valid) => filtered(valid, { eventName: ["INSERT", "MODIFY"] }, { eventName: ["REMOVED"] }),
      type: t.mapping,
      name: "auditing",
      says: /filters.1.pattern is .*wanted one that some change can match/,
    },
    {
      title: "a mistyped event beside right ones",
      change: (valid) => filtered(valid, { eventName: ["INSERT", "MODIFY", "MODIFIED"] }),
      type: t.mapping,
      name: "auditing",
      says: /filters.0.pattern is .*in all its parts: eventName.2 never does/,
    },
    {
      title: "a mistyped field of the record",
      change: (valid) => filtered(valid, { eventName: ["INSERT", "MODIFY"], dynamdb: { Keys: { id: { S: ["a"] } } } }),
      type: t.mapping,
      name: "auditing",
      says: /filters.0.pattern is .*wanted one that some change can match/,
    },
    {
      title: "an operator that Lambda does not know",
      change: (valid) => filtered(valid, { eventName: [{ wildcard: "*" }] }),
      type: t.mapping,
      name: "auditing",
      says: /wanted a pattern that Lambda takes: eventName.0 has the operator 'wildcard'/,
    },
    {
      title: "a filter that is no JSON",
      change: (valid) => set(valid, "auditing", "filterCriteria.filters.0.pattern", "INSERT"),
      type: t.mapping,
      name: "auditing",
      says: /filters.0.pattern is INSERT/,
    },
  ],
});
