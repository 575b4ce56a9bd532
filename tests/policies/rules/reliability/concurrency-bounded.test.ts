import { concurrencyBounded } from "../../../../policies/rules/reliability/concurrency-bounded";
import { drop, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { shop } from "./shop";

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
