import { streamMappingLeavesOutExpiry } from "../../../../policies/rules/reliability/stream-mapping-leaves-out-expiry";
import { chain, drop, type NamedChange, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { shop } from "./shop";

/** The same shop, with these filters before the auditor. */
function filtered(...patterns: readonly object[]): NamedChange {
  const filters = patterns.map((pattern) => ({ pattern: JSON.stringify(pattern) }));
  return set("auditing", "filterCriteria.filters", filters);
}

testRule(streamMappingLeavesOutExpiry, {
  valid: shop,
  passes: {
    "removals by somebody": filtered(
      { eventName: ["INSERT", "MODIFY"] },
      { eventName: ["REMOVE"], userIdentity: { principalId: [{ exists: false }] } },
    )(shop),
    "a table of which nothing expires": chain(drop("orders", "ttl"), drop("auditing", "filterCriteria")),
  },
  refuses: {
    "no filter at all": [
      drop("auditing", "filterCriteria"),
      /filterCriteria is not set, wanted one that leaves out what expires in 'orders'/,
    ],
    "a filter that takes removals": [
      filtered({ eventName: ["INSERT", "MODIFY", "REMOVE"] }),
      /filters.0.pattern is .*REMOVE/,
    ],
    "a filter on what expires": [
      filtered({ eventName: ["INSERT", "MODIFY"] }, { userIdentity: { principalId: [{ exists: true }] } }),
      /filters.1.pattern is/,
    ],
    "a filter that misses changes": [filtered({ eventName: ["INSERT"] }), /wanted one that lets MODIFY through/],
    "a mistyped event": [
      filtered({ eventName: ["INSERT", "MODIFY"] }, { eventName: ["REMOVED"] }),
      /filters.1.pattern is .*wanted one that some change can match/,
    ],
    "a mistyped event beside right ones": [
      filtered({ eventName: ["INSERT", "MODIFY", "MODIFIED"] }),
      /filters.0.pattern is .*in all its parts: eventName.2 never does/,
    ],
    "a mistyped field of the record": [
      filtered({ eventName: ["INSERT", "MODIFY"], dynamdb: { Keys: { id: { S: ["a"] } } } }),
      /filters.0.pattern is .*wanted one that some change can match/,
    ],
    "an operator that Lambda does not know": [
      filtered({ eventName: [{ wildcard: "*" }] }),
      /wanted a pattern that Lambda takes: eventName.0 has the operator 'wildcard'/,
    ],
    "a filter that is no JSON": [
      set("auditing", "filterCriteria.filters.0.pattern", "INSERT"),
      /filters.0.pattern is INSERT/,
    ],
  },
});
