import { functionDeadLettersHaveEffect } from "../../../../policies/rules/reliability/function-dead-letters-have-effect";
import { chain, set, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { shop } from "./shop";
import { arn } from "./shop-parts";

testRule(functionDeadLettersHaveEffect, {
  valid: shop,
  passes: {
    "one where it has an effect": chain(
      without("reader-retries"),
      set("reader", "deadLetterConfig", {
        targetArn: arn("queue", "reader-failures"),
      }),
    ),
  },
  refuses: {
    "one behind a queue": [
      set("worker", "deadLetterConfig", { targetArn: arn("queue", "work-dead") }),
      /deadLetterConfig.targetArn is .*work-dead, wanted none, for nothing calls it asynchronously/,
    ],
    "one behind an API": [
      set("clerk", "deadLetterConfig", { targetArn: arn("queue", "work-dead") }),
      /wanted none, for nothing/,
    ],
    "one beside a destination": [
      set("reader", "deadLetterConfig", { targetArn: arn("queue", "reader-failures") }),
      /wanted none beside the destination/,
    ],
  },
});
