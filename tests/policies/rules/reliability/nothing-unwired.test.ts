import { nothingUnwired } from "../../../../policies/rules/reliability/nothing-unwired";
import { chain, drop, resource, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { shop } from "./shop";
import { t } from "./shop-parts";

testRule(nothingUnwired, {
  valid: shop,
  config: { byHand: ["drill"], reason: "It is there to be called in drills only." },
  passes: { "a function that people call": [...shop, resource(t.function, "drill")] },
  refuses: {
    "a function that nothing calls": [
      chain(without("reading"), without("reader-permission")),
      "reader",
      /other half is nothing, wanted something that calls it/,
    ],
    "a consumer without its mapping": [without("working"), "worker", /wanted something that calls it/],
    "a queue that nobody reads": [
      without("working"),
      "work",
      /wanted a mapping that reads it, or something whose dead letters it keeps/,
    ],
    "dead letters that nothing names": [drop("bus", "deadLetterConfig"), "bus-dead", /wanted a mapping that reads it/],
    "a topic without subscription": [chain(without("reading"), without("queueing")), "news", /wanted a subscription/],
    "a rule without target": [without("moving"), "moves", /wanted a target/],
    "a bus without rule": [without("moves"), "bus", /wanted a rule/],
    "a bus without archive": [without("archive"), "bus", /wanted an archive/],
    "an API without stage": [without("stage"), "api", /wanted a stage/],
    "a key without alias": [without("key-alias"), "key", /wanted an alias/],
  },
});
