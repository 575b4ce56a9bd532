import { asynchronousFunctionHasFailurePath } from "../../../../policies/rules/reliability/asynchronous-function-has-failure-path";
import { drop, resource, set, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { shop } from "./shop";
import { arn, t } from "./shop-parts";

testRule(asynchronousFunctionHasFailurePath, {
  valid: shop,
  passing: [
    {
      title: "a dead-letter queue of the function itself",
      resources: set(without(shop, "reader-retries"), "reader", "deadLetterConfig", {
        targetArn: arn("queue", "reader-failures"),
      }),
    },
  ],
  failing: [
    {
      title: "a function without it",
      change: (valid) => without(valid, "reader-retries"),
      type: t.function,
      name: "reader",
      says: /event invoke config is none for what is called, wanted a FunctionEventInvokeConfig with qualifier live/,
    },
    {
      title: "one for the function itself",
      change: (valid) => drop(valid, "reader-retries", "qualifier"),
      type: t.function,
      name: "reader",
      says: /none for what is called/,
    },
    {
      title: "one for another alias",
      change: (valid) => set(valid, "reader-retries", "qualifier", "old"),
      type: t.function,
      name: "reader",
      says: /none for what is called/,
    },
    {
      title: "one of another function",
      change: (valid) => set(valid, "reader-retries", "functionName", "worker"),
      type: t.function,
      name: "reader",
      says: /none for what is called/,
    },
    {
      title: "no destination",
      change: (valid) => drop(valid, "reader-retries", "destinationConfig"),
      type: t.config,
      name: "reader-retries",
      says: /destinationConfig.onFailure.destination is not set, wanted a queue/,
    },
    {
      title: "a destination for what went well",
      change: (valid) =>
        set(valid, "reader-retries", "destinationConfig", {
          onSuccess: { destination: arn("queue", "reader-failures") },
        }),
      type: t.config,
      name: "reader-retries",
      says: /onFailure.destination is not set/,
    },
    {
      title: "a queue that does not exist",
      change: (valid) => set(valid, "reader-retries", "destinationConfig.onFailure.destination", arn("queue", "gone")),
      type: t.config,
      name: "reader-retries",
      says: /onFailure.destination is .*gone/,
    },
    {
      title: "retries that are left to Lambda",
      change: (valid) => drop(valid, "reader-retries", "maximumRetryAttempts"),
      type: t.config,
      name: "reader-retries",
      says: /maximumRetryAttempts is not set, wanted at least 2/,
    },
    {
      title: "one retry too few",
      change: (valid) => set(valid, "reader-retries", "maximumRetryAttempts", 1),
      type: t.config,
      name: "reader-retries",
      says: /maximumRetryAttempts is 1/,
    },
    {
      title: "an age that is one second too short",
      change: (valid) => set(valid, "reader-retries", "maximumEventAgeInSeconds", 3_599),
      type: t.config,
      name: "reader-retries",
      says: /maximumEventAgeInSeconds is 3599/,
    },
    {
      title: "a function that a bucket calls",
      change: (valid) => [
        ...valid,
        resource(t.permission, "bucket-permission", { function: "worker", principal: "s3.amazonaws.com" }),
      ],
      type: t.function,
      name: "worker",
      says: /qualifier \$LATEST, for 'bucket-permission' calls it/,
    },
  ],
});
