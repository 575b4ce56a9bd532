import { concurrencyBounded, reservedConcurrencyCoversPollers } from "../../../../policies/rules/lambda/concurrency";
import { drop, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { shop } from "../../../support/policies/shops/wired";

testRule(concurrencyBounded, {
  valid: shop,
  passes: { "all that the account can spare": set("clerk", "reservedConcurrentExecutions", 900) },
  refuses: {
    "a function behind an API that keeps none": [
      drop("clerk", "reservedConcurrentExecutions"),
      /reservedConcurrentExecutions is not set, wanted at least 10/,
    ],
    "a function that is stopped": [
      set("clerk", "reservedConcurrentExecutions", 0),
      /reservedConcurrentExecutions is 0/,
    ],
    "one call too few": [set("clerk", "reservedConcurrentExecutions", 9), /reservedConcurrentExecutions is 9/],
    "more than the account can spare": [set("clerk", "reservedConcurrentExecutions", 901), /wanted no more than 900/],
    "what the provider says of a function without": [
      set("clerk", "reservedConcurrentExecutions", -1),
      /reservedConcurrentExecutions is not set/,
    ],
  },
});

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
