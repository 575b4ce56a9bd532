import { nothingUnwired } from "../../../../policies/rules/reliability/nothing-unwired";
import { drop, resource, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { shop } from "./shop";
import { t } from "./shop-parts";

testRule(nothingUnwired, {
  valid: shop,
  config: { byHand: ["drill"], reason: "It is there to be called in drills only." },
  passing: [{ title: "a function that people call", resources: [...shop, resource(t.function, "drill")] }],
  failing: [
    {
      title: "a function that nothing calls",
      change: (valid) => without(without(valid, "reading"), "reader-permission"),
      type: t.function,
      name: "reader",
      says: /other half is nothing, wanted something that calls it/,
    },
    {
      title: "a consumer without its mapping",
      change: (valid) => without(valid, "working"),
      type: t.function,
      name: "worker",
      says: /wanted something that calls it/,
    },
    {
      title: "a queue that nobody reads",
      change: (valid) => without(valid, "working"),
      type: t.queue,
      name: "work",
      says: /wanted a mapping that reads it, or something whose dead letters it keeps/,
    },
    {
      title: "dead letters that nothing names",
      change: (valid) => drop(valid, "bus", "deadLetterConfig"),
      type: t.queue,
      name: "bus-dead",
      says: /wanted a mapping that reads it/,
    },
    {
      title: "a topic without subscription",
      change: (valid) => without(without(valid, "reading"), "queueing"),
      type: t.topic,
      name: "news",
      says: /wanted a subscription/,
    },
    {
      title: "a rule without target",
      change: (valid) => without(valid, "moving"),
      type: t.rule,
      name: "moves",
      says: /wanted a target/,
    },
    {
      title: "a bus without rule",
      change: (valid) => without(valid, "moves"),
      type: t.bus,
      name: "bus",
      says: /wanted a rule/,
    },
    {
      title: "a bus without archive",
      change: (valid) => without(valid, "archive"),
      type: t.bus,
      name: "bus",
      says: /wanted an archive/,
    },
    {
      title: "an API without stage",
      change: (valid) => without(valid, "stage"),
      type: t.api,
      name: "api",
      says: /wanted a stage/,
    },
    {
      title: "a key without alias",
      change: (valid) => without(valid, "key-alias"),
      type: t.key,
      name: "key",
      says: /wanted an alias/,
    },
  ],
});
