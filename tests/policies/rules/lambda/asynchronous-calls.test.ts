import {
  asynchronousFunctionHasFailurePath,
  functionDeadLettersHaveEffect,
  noFunctionFeedsItself,
} from "../../../../policies/rules/lambda/asynchronous-calls";
import { chain, drop, type NamedChange, resource, set, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { shop } from "../../../support/policies/shops/wired";
import { arn, grant, policy, t } from "../../../support/policies/shops/wired-parts";

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

/** The same shop, with these statements in place of a function's own. */
function may(name: string, ...statements: readonly object[]): NamedChange {
  return set(`${name}-policy`, "policy", policy(...statements));
}

testRule(noFunctionFeedsItself, {
  valid: shop,
  refuses: {
    "a worker that sends to its own queue": [
      may("worker", grant("sqs:SendMessage", arn("queue", "work"))),
      "worker",
      /what it may write to is worker -> work -> worker, wanted no way back to it/,
    ],
    "a right on every queue": [may("worker", grant("sqs:*", "*")), "worker", /worker -> work -> worker/],
    "a reader that publishes to its own topic": [
      may("reader", grant("sns:Publish", arn("topic", "news"))),
      "reader",
      /reader -> news -> reader/,
    ],
    "a way over a topic": [
      may("worker", grant("sns:Publish", arn("topic", "news"))),
      "worker",
      /worker -> news -> work -> worker/,
    ],
    "a way over a bus": [
      may("worker", grant("events:PutEvents", arn("bus", "bus"))),
      "worker",
      /worker -> bus -> work -> worker/,
    ],
    "an auditor that writes to the table that it reads": [
      may("auditor", grant("dynamodb:PutItem", arn("table", "orders"))),
      "auditor",
      /auditor -> orders -> auditor/,
    ],
    "a way over another function": [
      may("auditor", grant("sns:Publish", arn("topic", "news"))),
      "worker",
      /worker -> orders -> auditor -> news -> work -> worker/,
    ],
    "a function that calls itself": [
      may("clerk", grant("lambda:InvokeFunction", arn("function", "clerk"))),
      "clerk",
      /clerk -> clerk/,
    ],
    "an alarm that wakes the function that it watches": [
      (valid) => [
        ...valid,
        resource("aws:cloudwatch/metricAlarm:MetricAlarm", "errors", {
          dimensions: { FunctionName: "reader" },
          alarmActions: [arn("topic", "news")],
        }),
      ],
      "reader",
      /reader -> news -> reader/,
    ],
  },
});
