import { alarmWithinLimits } from "../../../../policies/rules/observability/alarm-within-limits";
import { resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { alarm, alarmType, duration, errorRate, live, queueType, sender, tableThrottles, throttles } from "./watched";

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

/** A threshold just above the last good one, which is the one of the valid resources. */
const above = (name: string, threshold: number, says: RegExp) => ({
  title: `the alarm '${name}' at ${threshold}`,
  change: () => set(valid, name, "threshold", threshold),
  type: alarmType,
  name,
  says,
});

const changed = (name: string, property: string, value: unknown, says: RegExp) => ({
  title: `${JSON.stringify(value)} as ${property} of the alarm '${name}'`,
  change: () => set(valid, name, property, value),
  type: alarmType,
  name,
  says,
});

testRule(alarmWithinLimits, {
  valid,
  passing: [
    {
      title: "a slow function within its own limit",
      resources: [
        resource("aws:lambda/function:Function", "confirmations-sender", { name: "sender-prod", timeout: 30 }),
        ...set([duration("slow")], "slow", "threshold", 5_000),
      ],
    },
  ],
  failing: [
    above("rate", 5.1, /threshold is 5\.1, wanted an alarm at more than 5 percent/),
    above("slow", 501, /wanted an alarm at more than 500 milliseconds/),
    above("throttles", 5, /threshold is 5, wanted an alarm at more than 4 calls/),
    above("errors", 6, /wanted an alarm at more than 5 calls/),
    above("behind", 60_001, /wanted an alarm at more than 60000 milliseconds/),
    above("age", 241, /wanted an alarm at more than 240 seconds/),
    above("dead", 1, /wanted an alarm at more than 0 messages/),
    above("refused", 0.26, /wanted an alarm at more than 0\.25/),
    above("failed", 0.02, /wanted an alarm at more than 0\.01/),
    above("latency", 2_001, /wanted an alarm at more than 2000 milliseconds/),
    above("table", 5, /wanted an alarm at more than 4 requests/),
    above("given-up", 2, /wanted an alarm at more than 0 events/),
    above("bounces", 0.06, /wanted an alarm at more than 0\.05/),
    above("complaints", 0.01, /wanted an alarm at more than 0\.001/),
    above("internal", 6, /wanted an alarm at more than 4 events/),
    above("given-up", 0, /wanted more than nothing, else it never ends/),
    changed("dead", "comparisonOperator", "GreaterThanOrEqualToThreshold", /wanted more than nothing/),
    changed("given-up", "comparisonOperator", "GreaterThanThreshold", /wanted an alarm at more than 0 events/),
    changed("slow", "evaluationPeriods", 3, /evaluationPeriods is 3, wanted at most 2/),
    changed("internal", "evaluationPeriods", 24, /evaluationPeriods is 24, wanted at most 1/),
    changed("errors", "period", 60, /period is 60, wanted 300 seconds/),
    changed("bounces", "period", 86_400, /wanted 3600 seconds/),
    changed("rate", "metricQueries.1.metric.period", 3600, /metricQueries\.1\.metric\.period is 3600/),
    changed("errors", "statistic", "SampleCount", /statistic is SampleCount, wanted Sum/),
    changed("failed", "statistic", "Sum", /statistic is Sum, wanted Average/),
    changed("latency", "extendedStatistic", "p50", /statistic is p50, wanted p99 or higher or Maximum/),
    changed("rate", "metricQueries.2.metric.stat", "Average", /metricQueries\.2\.metric\.statistic is Average/),
    changed("internal", "metricName", "OrdersPlaced", /wanted a metric that has a limit/),
    {
      title: "a duration that the function's timeout never lets happen",
      change: () => set(valid, "sender", "timeout", 0.5),
      type: alarmType,
      name: "slow",
      says: /wanted less than 500 milliseconds, the function's timeout/,
    },
    {
      title: "an age that the queue's retention never lets happen",
      change: () => set(valid, "mails", "messageRetentionSeconds", 240),
      type: alarmType,
      name: "age",
      says: /wanted less than 240 seconds, when the queue forgets a message/,
    },
  ],
});

testRule(alarmWithinLimits, {
  config: { functionErrorRate: 10, reason: "The provider of the maps fails one call in twenty, and is retried." },
  valid: set([errorRate("rate")], "rate", "threshold", 10),
  failing: [
    {
      title: "more than the configuration allows",
      change: (resources) => set(resources, "rate", "threshold", 11),
      type: alarmType,
      name: "rate",
      says: /wanted an alarm at more than 10 percent/,
    },
  ],
});
