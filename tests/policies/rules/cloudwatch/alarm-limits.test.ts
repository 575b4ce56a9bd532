import { alarmWithinLimits } from "../../../../policies/rules/cloudwatch/alarm-limits";
import { chain, resource, set } from "../../../support/policies/resources";
import { casesOf, testRule } from "../../../support/policies/rule-cases";
import {
  alarm,
  duration,
  errorRate,
  live,
  queueType,
  sender,
  tableThrottles,
  throttles,
} from "../../../support/policies/shops/watched";

const atLeast = (threshold: number) => ({ comparisonOperator: "GreaterThanOrEqualToThreshold", threshold });
const [api, queue] = [{ ApiName: "shop", Stage: "prod" }, { QueueName: "mails-prod" }];
const custom = { environment: "prod", service: "orders" };

const valid = [
  sender,
  live,
  resource(queueType, "mails", { name: "mails-prod", messageRetentionSeconds: 345_600 }),
  errorRate("rate"),
  duration("slow"),
  throttles("throttles"),
  alarm("errors", "AWS/Lambda", "Errors", { FunctionName: "sender-prod" }, { threshold: 5 }),
  alarm(
    "behind",
    "AWS/Lambda",
    "IteratorAge",
    { FunctionName: "sender-prod" },
    {
      ...atLeast(60_000),
      statistic: "Maximum",
      period: 60,
      evaluationPeriods: 5,
    },
  ),
  alarm("age", "AWS/SQS", "ApproximateAgeOfOldestMessage", queue, {
    ...atLeast(240),
    statistic: "Maximum",
    period: 60,
    evaluationPeriods: 3,
  }),
  alarm("dead", "AWS/SQS", "ApproximateNumberOfMessagesVisible", queue, { statistic: "Maximum", period: 60 }),
  alarm("refused", "AWS/ApiGateway", "4XXError", api, { ...atLeast(0.25), statistic: "Average", evaluationPeriods: 3 }),
  alarm("failed", "AWS/ApiGateway", "5XXError", api, { ...atLeast(0.01), statistic: "Average" }),
  alarm("latency", "AWS/ApiGateway", "Latency", api, {
    ...atLeast(2_000),
    statistic: "",
    extendedStatistic: "p99",
    evaluationPeriods: 3,
  }),
  tableThrottles("table", { TableName: "orders" }),
  alarm("given-up", "AWS/Events", "FailedInvocations", { RuleName: "rule" }, atLeast(1)),
  alarm("bounces", "AWS/SES", "Reputation.BounceRate", {}, { ...atLeast(0.05), statistic: "Maximum", period: 3600 }),
  alarm(
    "complaints",
    "AWS/SES",
    "Reputation.ComplaintRate",
    {},
    {
      ...atLeast(0.001),
      statistic: "Maximum",
      period: 3600,
    },
  ),
  alarm("internal", "Backoffice", "OrderFailures", { ...custom, kind: "internal" }, atLeast(5)),
];

testRule(alarmWithinLimits, {
  valid,
  passes: {
    "single minutes in an alarm that takes back roll-outs": (all) => [
      ...chain(set("errors", "name", "errors-prod"), set("errors", "period", 60))(all),
      resource("aws:codedeploy/deploymentGroup:DeploymentGroup", "group", {
        alarmConfiguration: { alarms: ["errors-prod"] },
      }),
    ],
    "a slow function within its own limit": [
      resource("aws:lambda/function:Function", "confirmations-sender", { name: "sender-prod", timeout: 30 }),
      ...set("slow", "threshold", 5_000)([duration("slow")]),
    ],
  },
  refuses: {
    // Just above the last good threshold, which is the one of the valid resources.
    ...casesOf(
      [
        ["rate", 5.1, /threshold is 5\.1, wanted an alarm at more than 5 percent/],
        ["slow", 501, /wanted an alarm at more than 500 milliseconds/],
        ["throttles", 5, /threshold is 5, wanted an alarm at more than 4 calls/],
        ["errors", 6, /wanted an alarm at more than 5 calls/],
        ["behind", 60_001, /wanted an alarm at more than 60000 milliseconds/],
        ["age", 241, /wanted an alarm at more than 240 seconds/],
        ["dead", 1, /wanted an alarm at more than 0 messages/],
        ["refused", 0.26, /wanted an alarm at more than 0\.25/],
        ["failed", 0.02, /wanted an alarm at more than 0\.01/],
        ["latency", 2_001, /wanted an alarm at more than 2000 milliseconds/],
        ["table", 5, /wanted an alarm at more than 4 requests/],
        ["given-up", 2, /wanted an alarm at more than 0 events/],
        ["bounces", 0.06, /wanted an alarm at more than 0\.05/],
        ["complaints", 0.01, /wanted an alarm at more than 0\.001/],
        ["internal", 6, /wanted an alarm at more than 4 events/],
        ["given-up", 0, /wanted more than nothing, else it never ends/],
      ] as const,
      ([name, threshold, says]) => [`the alarm '${name}' at ${threshold}`, set(name, "threshold", threshold), says],
    ),
    ...casesOf(
      [
        ["dead", "comparisonOperator", "GreaterThanOrEqualToThreshold", /wanted more than nothing/],
        ["given-up", "comparisonOperator", "GreaterThanThreshold", /wanted an alarm at more than 0 events/],
        ["slow", "evaluationPeriods", 3, /evaluationPeriods is 3, wanted at most 2/],
        ["internal", "evaluationPeriods", 24, /evaluationPeriods is 24, wanted at most 1/],
        ["errors", "period", 60, /period is 60, wanted 300 seconds/],
        ["bounces", "period", 86_400, /wanted 3600 seconds/],
        ["rate", "metricQueries.1.metric.period", 3600, /metricQueries\.1\.metric\.period is 3600/],
        ["errors", "statistic", "SampleCount", /statistic is SampleCount, wanted Sum/],
        ["failed", "statistic", "Sum", /statistic is Sum, wanted Average/],
        ["latency", "extendedStatistic", "p50", /statistic is p50, wanted p99 or higher or Maximum/],
        ["rate", "metricQueries.2.metric.stat", "Average", /metricQueries\.2\.metric\.statistic is Average/],
        ["internal", "metricName", "OrdersPlaced", /wanted a metric that has a limit/],
      ] as const,
      ([name, property, value, says]) => [
        `${JSON.stringify(value)} as ${property} of the alarm '${name}'`,
        set(name, property, value),
        says,
      ],
    ),
    "a duration that the function's timeout never lets happen": [
      set("sender", "timeout", 0.5),
      "slow",
      /wanted less than 500 milliseconds, the function's timeout/,
    ],
    "an age that the queue's retention never lets happen": [
      set("mails", "messageRetentionSeconds", 240),
      "age",
      /wanted less than 240 seconds, when the queue forgets a message/,
    ],
  },
});

testRule(alarmWithinLimits, {
  config: { functionErrorRate: 10, reason: "The provider of the maps fails one call in twenty, and is retried." },
  valid: set("rate", "threshold", 10)([errorRate("rate")]),
  refuses: {
    "more than the configuration allows": [set("rate", "threshold", 11), /wanted an alarm at more than 10 percent/],
  },
});
