import type { Resource } from "../../../../local/policies/requests";
import { noFunctionFeedsItself } from "../../../../policies/rules/reliability/no-function-feeds-itself";
import { resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { shop } from "./shop";
import { arn, grant, policy, t } from "./shop-parts";

/** The same shop, with these statements in place of a function's own. */
function may(valid: readonly Resource[], name: string, ...statements: readonly object[]): readonly Resource[] {
  return set(valid, `${name}-policy`, "policy", policy(...statements));
}

testRule(noFunctionFeedsItself, {
  valid: shop,
  failing: [
    {
      title: "a worker that sends to its own queue",
      change: (valid) => may(valid, "worker", grant("sqs:SendMessage", arn("queue", "work"))),
      type: t.function,
      name: "worker",
      says: /what it may write to is worker -> work -> worker, wanted no way back to it/,
    },
    {
      title: "a right on every queue",
      change: (valid) => may(valid, "worker", grant("sqs:*", "*")),
      type: t.function,
      name: "worker",
      says: /worker -> work -> worker/,
    },
    {
      title: "a reader that publishes to its own topic",
      change: (valid) => may(valid, "reader", grant("sns:Publish", arn("topic", "news"))),
      type: t.function,
      name: "reader",
      says: /reader -> news -> reader/,
    },
    {
      title: "a way over a topic",
      change: (valid) => may(valid, "worker", grant("sns:Publish", arn("topic", "news"))),
      type: t.function,
      name: "worker",
      says: /worker -> news -> work -> worker/,
    },
    {
      title: "a way over a bus",
      change: (valid) => may(valid, "worker", grant("events:PutEvents", arn("bus", "bus"))),
      type: t.function,
      name: "worker",
      says: /worker -> bus -> work -> worker/,
    },
    {
      title: "an auditor that writes to the table that it reads",
      change: (valid) => may(valid, "auditor", grant("dynamodb:PutItem", arn("table", "orders"))),
      type: t.function,
      name: "auditor",
      says: /auditor -> orders -> auditor/,
    },
    {
      title: "a way over another function",
      change: (valid) => may(valid, "auditor", grant("sns:Publish", arn("topic", "news"))),
      type: t.function,
      name: "worker",
      says: /worker -> orders -> auditor -> news -> work -> worker/,
    },
    {
      title: "a function that calls itself",
      change: (valid) => may(valid, "clerk", grant("lambda:InvokeFunction", arn("function", "clerk"))),
      type: t.function,
      name: "clerk",
      says: /clerk -> clerk/,
    },
    {
      title: "an alarm that wakes the function that it watches",
      change: (valid) => [
        ...valid,
        resource("aws:cloudwatch/metricAlarm:MetricAlarm", "errors", {
          dimensions: { FunctionName: "reader" },
          alarmActions: [arn("topic", "news")],
        }),
      ],
      type: t.function,
      name: "reader",
      says: /reader -> news -> reader/,
    },
  ],
});
