import { reservedConcurrencyCoversPollers } from "../../../../policies/rules/reliability/reserved-concurrency-covers-pollers";
import { drop, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { shop } from "./shop";
import { t } from "./shop-parts";

testRule(reservedConcurrencyCoversPollers, {
  valid: shop,
  passing: [
    { title: "a function that keeps just enough", resources: set(shop, "worker", "reservedConcurrentExecutions", 5) },
  ],
  failing: [
    {
      title: "a mapping without an end",
      change: (valid) => drop(valid, "working", "scalingConfig"),
      type: t.mapping,
      name: "working",
      says: /scalingConfig.maximumConcurrency is not set, wanted 2 to 100/,
    },
    {
      title: "less than SQS takes",
      change: (valid) => set(valid, "working", "scalingConfig.maximumConcurrency", 1),
      type: t.mapping,
      name: "working",
      says: /maximumConcurrency is 1,/,
    },
    {
      title: "one more than is sensible",
      change: (valid) => set(valid, "working", "scalingConfig.maximumConcurrency", 101),
      type: t.mapping,
      name: "working",
      says: /maximumConcurrency is 101/,
    },
    {
      title: "a function that keeps one too few",
      change: (valid) => set(valid, "worker", "reservedConcurrentExecutions", 4),
      type: t.function,
      name: "worker",
      says: /reservedConcurrentExecutions is 4, wanted at least 5/,
    },
  ],
});
