import { eventTargetHasDeadLetters } from "../../../../policies/rules/reliability/event-target-has-dead-letters";
import { drop, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { shop } from "./shop";
import { arn, t } from "./shop-parts";

testRule(eventTargetHasDeadLetters, {
  valid: shop,
  failing: [
    {
      title: "a target without dead letters",
      change: (valid) => drop(valid, "moving", "deadLetterConfig"),
      type: t.target,
      name: "moving",
      says: /deadLetterConfig.arn is not set, wanted a standard queue/,
    },
    {
      title: "a queue that does not exist",
      change: (valid) => set(valid, "moving", "deadLetterConfig.arn", arn("queue", "gone")),
      type: t.target,
      name: "moving",
      says: /deadLetterConfig.arn is .*gone/,
    },
    {
      title: "the target itself",
      change: (valid) => set(valid, "moving", "deadLetterConfig.arn", arn("queue", "work")),
      type: t.target,
      name: "moving",
      says: /deadLetterConfig.arn is .*work/,
    },
    {
      title: "a FIFO queue",
      change: (valid) => set(valid, "target-dead", "fifoQueue", true),
      type: t.target,
      name: "moving",
      says: /wanted a standard queue/,
    },
    {
      title: "no retry policy",
      change: (valid) => drop(valid, "moving", "retryPolicy"),
      type: t.target,
      name: "moving",
      says: /retryPolicy.maximumRetryAttempts is not set[\s\S]*retryPolicy.maximumEventAgeInSeconds is not set/,
    },
    {
      title: "one retry too few",
      change: (valid) => set(valid, "moving", "retryPolicy.maximumRetryAttempts", 9),
      type: t.target,
      name: "moving",
      says: /maximumRetryAttempts is 9, wanted at least 10/,
    },
    {
      title: "an age that is one second too short",
      change: (valid) => set(valid, "moving", "retryPolicy.maximumEventAgeInSeconds", 3_599),
      type: t.target,
      name: "moving",
      says: /maximumEventAgeInSeconds is 3599/,
    },
    {
      title: "a bus with a key and no dead letters",
      change: (valid) => drop(valid, "bus", "deadLetterConfig"),
      type: t.bus,
      name: "bus",
      says: /deadLetterConfig.arn is not set/,
    },
  ],
});
