import { eventTargetHasDeadLetters } from "../../../../policies/rules/reliability/event-target-has-dead-letters";
import { drop, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { shop } from "./shop";
import { arn } from "./shop-parts";

testRule(eventTargetHasDeadLetters, {
  valid: shop,
  refuses: {
    "a target without dead letters": [
      drop("moving", "deadLetterConfig"),
      /deadLetterConfig.arn is not set, wanted a standard queue/,
    ],
    "a queue that does not exist": [
      set("moving", "deadLetterConfig.arn", arn("queue", "gone")),
      /deadLetterConfig.arn is .*gone/,
    ],
    "the target itself": [
      set("moving", "deadLetterConfig.arn", arn("queue", "work")),
      /deadLetterConfig.arn is .*work/,
    ],
    "a FIFO queue": [set("target-dead", "fifoQueue", true), "moving", /wanted a standard queue/],
    "no retry policy": [
      drop("moving", "retryPolicy"),
      /retryPolicy.maximumRetryAttempts is not set[\s\S]*retryPolicy.maximumEventAgeInSeconds is not set/,
    ],
    "one retry too few": [
      set("moving", "retryPolicy.maximumRetryAttempts", 9),
      /maximumRetryAttempts is 9, wanted at least 10/,
    ],
    "an age that is one second too short": [
      set("moving", "retryPolicy.maximumEventAgeInSeconds", 3_599),
      /maximumEventAgeInSeconds is 3599/,
    ],
    "a bus with a key and no dead letters": [drop("bus", "deadLetterConfig"), /deadLetterConfig.arn is not set/],
  },
});
