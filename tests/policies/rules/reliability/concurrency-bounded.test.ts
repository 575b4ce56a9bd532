import { concurrencyBounded } from "../../../../policies/rules/reliability/concurrency-bounded";
import { drop, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { shop } from "./shop";
import { t } from "./shop-parts";

testRule(concurrencyBounded, {
  valid: shop,
  passing: [
    { title: "all that the account can spare", resources: set(shop, "clerk", "reservedConcurrentExecutions", 900) },
  ],
  failing: [
    {
      title: "a function behind an API that keeps none",
      change: (valid) => drop(valid, "clerk", "reservedConcurrentExecutions"),
      type: t.function,
      name: "clerk",
      says: /reservedConcurrentExecutions is not set, wanted at least 10/,
    },
    {
      title: "a function that is stopped",
      change: (valid) => set(valid, "clerk", "reservedConcurrentExecutions", 0),
      type: t.function,
      name: "clerk",
      says: /reservedConcurrentExecutions is 0/,
    },
    {
      title: "one call too few",
      change: (valid) => set(valid, "clerk", "reservedConcurrentExecutions", 9),
      type: t.function,
      name: "clerk",
      says: /reservedConcurrentExecutions is 9/,
    },
    {
      title: "more than the account can spare",
      change: (valid) => set(valid, "clerk", "reservedConcurrentExecutions", 901),
      type: t.function,
      name: "clerk",
      says: /wanted no more than 900/,
    },
    {
      title: "what the provider says of a function without",
      change: (valid) => set(valid, "clerk", "reservedConcurrentExecutions", -1),
      type: t.function,
      name: "clerk",
      says: /reservedConcurrentExecutions is not set/,
    },
  ],
});
