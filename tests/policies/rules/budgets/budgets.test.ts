import {
  budgetCountsTheStack,
  budgetReachesItsTopic,
  budgetTellsActualAndForecast,
  stackHasBudget,
} from "../../../../policies/rules/budgets/budgets";
import { drop, resource, set } from "../../../support/policies/resources";
import { casesOf, testRule } from "../../../support/policies/rule-cases";
import { alarm } from "../../../support/policies/shops/watched";

const type = "aws:budgets/budget:Budget";
const topicArn = "arn:aws:sns:eu-central-1:123456789012:monitoring-alerts-prod";
const otherArn = "arn:aws:sns:eu-central-1:123456789012:confirmations-topic-prod";
const budgetArn = "arn:aws:budgets::123456789012:budget/monitoring-budget-prod";

const notification = (notificationType: string) => ({
  notificationType,
  comparisonOperator: "GREATER_THAN",
  threshold: 100,
  thresholdType: "PERCENTAGE",
  subscriberEmailAddresses: ["a@example.com"],
  subscriberSnsTopicArns: [topicArn],
});

const month = resource(
  type,
  "month",
  {
    budgetType: "COST",
    timeUnit: "MONTHLY",
    limitAmount: "168",
    limitUnit: "USD",
    costFilters: [{ name: "TagKeyValue", values: ["user:Environment$prod"] }],
    notifications: [notification("ACTUAL"), notification("FORECASTED")],
    tags: { Environment: "prod" },
  },
  { outputs: { arn: budgetArn } },
);
const fn = resource("aws:lambda/function:Function", "create", {});

testRule(stackHasBudget, {
  valid: [fn, month],
  passes: { "a stack without functions, such as the delivery's own": [resource("aws:s3/bucket:Bucket", "state", {})] },
  refuses: {
    "a stack that runs functions and has none": [
      (all) => all.filter((item) => item.type !== type),
      "create",
      /budget is not set, wanted a budget in the stack/,
    ],
  },
});

testRule(stackHasBudget, {
  valid: [fn],
  config: { required: false, reason: "made up for this test", expires: "2027-10-31" },
  refuses: {},
});

testRule(budgetCountsTheStack, {
  valid: [month],
  refuses: {
    ...casesOf(["Environment$prod", "user:Environment$dev", "user:Application$prod"], (value) => [
      `the filter value ${value}`,
      set("month", "costFilters.0.values", [value]),
      /costFilters .*wanted TagKeyValue user:Environment\$prod alone/,
    ]),
    "no filter": [drop("month", "costFilters"), /costFilters is not set/],
    "another stack beside it": [
      set("month", "costFilters.0.values", ["user:Environment$prod", "user:Environment$dev"]),
      /wanted TagKeyValue user:Environment\$prod alone/,
    ],
    "a second filter, which counts only what both let through": [
      set("month", "costFilters", [
        { name: "TagKeyValue", values: ["user:Environment$prod"] },
        { name: "Service", values: ["AWS Lambda"] },
      ]),
      /wanted TagKeyValue user:Environment\$prod alone/,
    ],
    ...casesOf(["0", "-5", "much"], (limit) => [
      `the limit ${limit}`,
      set("month", "limitAmount", limit),
      /limitAmount .*wanted an amount above 0, as text/,
    ]),
    "a limit of a year": [set("month", "timeUnit", "ANNUALLY"), /timeUnit is ANNUALLY, wanted MONTHLY/],
    "a budget of usage": [set("month", "budgetType", "USAGE"), /budgetType is USAGE, wanted COST/],
    "a limit in gigabytes": [set("month", "limitUnit", "GB"), /limitUnit is GB, wanted USD/],
  },
});

testRule(budgetTellsActualAndForecast, {
  valid: [month],
  refuses: {
    "a budget that tells nobody": [drop("month", "notifications"), /wanted one of type ACTUAL/],
    "no forecast": [set("month", "notifications", [notification("ACTUAL")]), /wanted one of type FORECASTED/],
    "a type that AWS does not know": [
      set("month", "notifications.1.notificationType", "FORECAST"),
      /notifications\.1\.notificationType is FORECAST, wanted ACTUAL or FORECASTED/,
    ],
    "a notification that tells of little": [
      set("month", "notifications.0.comparisonOperator", "LESS_THAN"),
      /comparisonOperator is LESS_THAN, wanted GREATER_THAN/,
    ],
    "a notification at an amount, which a new limit leaves behind": [
      set("month", "notifications.0.thresholdType", "ABSOLUTE_VALUE"),
      /thresholdType is ABSOLUTE_VALUE, wanted PERCENTAGE/,
    ],
    "a notification when the limit is long passed": [
      set("month", "notifications.0.threshold", 101),
      /threshold is 101, wanted more than 0, at most 100/,
    ],
    "a notification that no person gets": [
      set("month", "notifications.0.subscriberEmailAddresses", []),
      /subscriberEmailAddresses .*wanted at least one/,
    ],
    "a notification that no topic gets": [
      drop("month", "notifications.1.subscriberSnsTopicArns"),
      /notifications\.1\.subscriberSnsTopicArns is not set, wanted at least one/,
    ],
  },
});

const letIn = (service: string, source: string) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: service },
        Action: "sns:Publish",
        Resource: topicArn,
        Condition: {
          StringEquals: { "aws:SourceAccount": "123456789012" },
          ArnLike: { "aws:SourceArn": source },
        },
      },
    ],
  });
const refusal = /wanted a statement that lets budgets\.amazonaws\.com publish for 'month'/;

testRule(budgetReachesItsTopic, {
  valid: [
    month,
    resource("aws:sns/topic:Topic", "alerts", { name: "monitoring-alerts-prod" }, { outputs: { arn: topicArn } }),
    resource("aws:sns/topic:Topic", "other", { name: "confirmations-topic-prod" }, { outputs: { arn: otherArn } }),
    resource(
      "aws:sns/topicPolicy:TopicPolicy",
      "policy",
      { arn: topicArn, policy: letIn("budgets.amazonaws.com", budgetArn) },
      { outputs: {} },
    ),
    alarm("errors", "AWS/Lambda", "Errors", {}, { alarmActions: [topicArn] }),
  ],
  refuses: {
    "a topic of another stack": [
      set("month", "notifications.0.subscriberSnsTopicArns.0", `${topicArn}x`),
      /subscriberSnsTopicArns\.0 .*wanted a topic of this stack/,
    ],
    "a topic that is there for something else": [
      set("month", "notifications.1.subscriberSnsTopicArns.0", otherArn),
      /notifications\.1\.subscriberSnsTopicArns\.0 .*wanted a topic that alarms notify/,
    ],
    "a topic that lets in alarms alone": [
      set("policy", "policy", letIn("cloudwatch.amazonaws.com", budgetArn)),
      "alerts",
      refusal,
    ],
    "a topic that lets in another budget": [
      set("policy", "policy", letIn("budgets.amazonaws.com", `${budgetArn}2`)),
      "alerts",
      refusal,
    ],
  },
});
