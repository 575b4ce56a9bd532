import { functionDeadLettersHaveEffect } from "../../../../policies/rules/reliability/function-dead-letters-have-effect";
import { set, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { shop } from "./shop";
import { arn, t } from "./shop-parts";

testRule(functionDeadLettersHaveEffect, {
  valid: shop,
  passing: [
    {
      title: "one where it has an effect",
      resources: set(without(shop, "reader-retries"), "reader", "deadLetterConfig", {
        targetArn: arn("queue", "reader-failures"),
      }),
    },
  ],
  failing: [
    {
      title: "one behind a queue",
      change: (valid) => set(valid, "worker", "deadLetterConfig", { targetArn: arn("queue", "work-dead") }),
      type: t.function,
      name: "worker",
      says: /deadLetterConfig.targetArn is .*work-dead, wanted none, for nothing calls it asynchronously/,
    },
    {
      title: "one behind an API",
      change: (valid) => set(valid, "clerk", "deadLetterConfig", { targetArn: arn("queue", "work-dead") }),
      type: t.function,
      name: "clerk",
      says: /wanted none, for nothing/,
    },
    {
      title: "one beside a destination",
      change: (valid) => set(valid, "reader", "deadLetterConfig", { targetArn: arn("queue", "reader-failures") }),
      type: t.function,
      name: "reader",
      says: /wanted none beside the destination/,
    },
  ],
});
