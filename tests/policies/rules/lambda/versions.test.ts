import {
  aliasPointsToPublishedVersion,
  functionPublishesVersions,
  invokersCallAlias,
} from "../../../../policies/rules/lambda/versions";
import { chain, change, drop, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { shop } from "../../../support/policies/shops/wired";
import { apiDocument } from "../../../support/policies/shops/wired-api";
import { arn } from "../../../support/policies/shops/wired-parts";

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

testRule(functionPublishesVersions, {
  valid: shop,
  refuses: {
    "a function that says nothing about it": [drop("reader", "publish"), /publish is not set, wanted true/],
    "a function that publishes none": [set("reader", "publish", false), /publish is false/],
  },
});

testRule(invokersCallAlias, {
  valid: shop,
  refuses: {
    "a mapping on the function itself": [
      set("working", "functionName", arn("function", "worker")),
      /functionName is .*Function\/worker, wanted an alias of 'worker'/,
    ],
    "a mapping on the function by its name": [set("working", "functionName", "worker"), /functionName is worker/],
    "a subscription on the function itself": [set("reading", "endpoint", arn("function", "reader")), /endpoint is/],
    "a target that is the function itself": [set("moving", "arn", arn("function", "worker")), /arn is/],
    "an API that calls the function itself": [
      set("api", "body", apiDocument(arn("function", "clerk"))),
      /authorizer|integration.*wanted an alias of 'clerk'/,
    ],
  },
});
