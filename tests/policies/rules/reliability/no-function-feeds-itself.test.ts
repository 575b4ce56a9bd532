import { noFunctionFeedsItself } from "../../../../policies/rules/reliability/no-function-feeds-itself";
import { type NamedChange, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { shop } from "./shop";
import { arn, grant, policy } from "./shop-parts";

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
