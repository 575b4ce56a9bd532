import { asynchronousFunctionHasFailurePath } from "../../../../policies/rules/reliability/asynchronous-function-has-failure-path";
import { chain, drop, resource, set, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { shop } from "./shop";
import { arn, t } from "./shop-parts";

testRule(asynchronousFunctionHasFailurePath, {
  valid: shop,
  passes: {
    "a dead-letter queue of the function itself": chain(
      without("reader-retries"),
      set("reader", "deadLetterConfig", {
        targetArn: arn("queue", "reader-failures"),
      }),
    ),
  },
  refuses: {
    "a function without it": [
      without("reader-retries"),
      "reader",
      /event invoke config is none for what is called, wanted a FunctionEventInvokeConfig with qualifier live/,
    ],
    "one for the function itself": [drop("reader-retries", "qualifier"), "reader", /none for what is called/],
    "one for another alias": [set("reader-retries", "qualifier", "old"), "reader", /none for what is called/],
    "one of another function": [set("reader-retries", "functionName", "worker"), "reader", /none for what is called/],
    "no destination": [
      drop("reader-retries", "destinationConfig"),
      /destinationConfig.onFailure.destination is not set, wanted a queue/,
    ],
    "a destination for what went well": [
      set("reader-retries", "destinationConfig", {
        onSuccess: { destination: arn("queue", "reader-failures") },
      }),
      /onFailure.destination is not set/,
    ],
    "a queue that does not exist": [
      set("reader-retries", "destinationConfig.onFailure.destination", arn("queue", "gone")),
      /onFailure.destination is .*gone/,
    ],
    "retries that are left to Lambda": [
      drop("reader-retries", "maximumRetryAttempts"),
      /maximumRetryAttempts is not set, wanted at least 2/,
    ],
    "one retry too few": [set("reader-retries", "maximumRetryAttempts", 1), /maximumRetryAttempts is 1/],
    "an age that is one second too short": [
      set("reader-retries", "maximumEventAgeInSeconds", 3_599),
      /maximumEventAgeInSeconds is 3599/,
    ],
    "a function that a bucket calls": [
      (valid) => [
        ...valid,
        resource(t.permission, "bucket-permission", { function: "worker", principal: "s3.amazonaws.com" }),
      ],
      "worker",
      /qualifier \$LATEST, for 'bucket-permission' calls it/,
    ],
  },
});
