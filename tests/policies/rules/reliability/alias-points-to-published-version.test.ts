import { aliasPointsToPublishedVersion } from "../../../../policies/rules/reliability/alias-points-to-published-version";
import { change, drop, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { shop } from "./shop";
import { t } from "./shop-parts";

testRule(aliasPointsToPublishedVersion, {
  valid: shop,
  passing: [
    {
      title: "an old version that a roll-out moves",
      resources: change(set(shop, "reader-live", "functionVersion", "2"), "reader-live", (alias) => ({
        ...alias,
        ignoreChanges: ["functionVersion"],
      })),
    },
  ],
  failing: [
    {
      title: "a share of the calls for another version, set for good",
      change: (valid) => set(valid, "reader-live", "routingConfig", { additionalVersionWeights: { "1": 0.5 } }),
      type: t.alias,
      name: "reader-live",
      says: /additionalVersionWeights is \{"1":0.5\}, wanted no second version/,
    },
    {
      title: "an alias on the unpublished version",
      change: (valid) => set(valid, "reader-live", "functionVersion", "$LATEST"),
      type: t.alias,
      name: "reader-live",
      says: /functionVersion is \$LATEST, wanted the version that 'reader' publishes/,
    },
    {
      title: "an alias without a version",
      change: (valid) => drop(valid, "reader-live", "functionVersion"),
      type: t.alias,
      name: "reader-live",
      says: /functionVersion is not set/,
    },
    {
      title: "an old version",
      change: (valid) => set(valid, "reader-live", "functionVersion", "2"),
      type: t.alias,
      name: "reader-live",
      says: /functionVersion is 2/,
    },
    {
      title: "a second alias of one name",
      change: (valid) => set(valid, "worker-live", "functionName", "reader"),
      type: t.alias,
      name: "worker-live",
      says: /functionName is reader, wanted another function than that of 'reader-live'/,
    },
  ],
});
