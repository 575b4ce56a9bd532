import { reservedConcurrencyCoversPollers } from "../../../../policies/rules/reliability/reserved-concurrency-covers-pollers";
import { drop, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { shop } from "./shop";

testRule(reservedConcurrencyCoversPollers, {
  valid: shop,
  passes: { "a function that keeps just enough": set("worker", "reservedConcurrentExecutions", 5) },
  refuses: {
    "a mapping without an end": [
      drop("working", "scalingConfig"),
      /scalingConfig.maximumConcurrency is not set, wanted 2 to 100/,
    ],
    "less than SQS takes": [set("working", "scalingConfig.maximumConcurrency", 1), /maximumConcurrency is 1,/],
    "one more than is sensible": [set("working", "scalingConfig.maximumConcurrency", 101), /maximumConcurrency is 101/],
    "a function that keeps one too few": [
      set("worker", "reservedConcurrentExecutions", 4),
      /reservedConcurrentExecutions is 4, wanted at least 5/,
    ],
  },
});
