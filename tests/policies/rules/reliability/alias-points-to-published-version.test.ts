import { aliasPointsToPublishedVersion } from "../../../../policies/rules/reliability/alias-points-to-published-version";
import { chain, change, drop, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { shop } from "./shop";

testRule(aliasPointsToPublishedVersion, {
  valid: shop,
  passes: {
    "an old version that a roll-out moves": chain(
      set("reader-live", "functionVersion", "2"),
      change("reader-live", (alias) => ({
        ...alias,
        ignoreChanges: ["functionVersion"],
      })),
    ),
  },
  refuses: {
    "a share of the calls for another version, set for good": [
      set("reader-live", "routingConfig", { additionalVersionWeights: { "1": 0.5 } }),
      /additionalVersionWeights is \{"1":0.5\}, wanted no second version/,
    ],
    "an alias on the unpublished version": [
      set("reader-live", "functionVersion", "$LATEST"),
      /functionVersion is \$LATEST, wanted the version that 'reader' publishes/,
    ],
    "an alias without a version": [drop("reader-live", "functionVersion"), /functionVersion is not set/],
    "an old version": [set("reader-live", "functionVersion", "2"), /functionVersion is 2/],
    "a second alias of one name": [
      set("worker-live", "functionName", "reader"),
      /functionName is reader, wanted another function than that of 'reader-live'/,
    ],
  },
});
