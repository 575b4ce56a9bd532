import { metricsArePublished } from "../../../../policies/rules/observability/metrics-are-published";
import { change, drop, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { alarm, alarmType, dashboard, dashboardType, duration, errorRate, widget } from "./watched";

const slow = { type: alarmType, name: "slow" };
const failed = { type: alarmType, name: "failed" };
const page = { type: dashboardType, name: "page" };
const custom = { environment: "prod", service: "notifications" };
const search = (text: string) => dashboard("page", [widget([[{ expression: text }]])]);

testRule(metricsArePublished, {
  valid: [
    duration("slow"),
    errorRate("rate"),
    alarm("failed", "Backoffice", "NotificationsFailed", custom),
    dashboard("page", [
      widget([
        ["AWS/SQS", "ApproximateAgeOfOldestMessage", "QueueName", "mails", { stat: "Maximum" }],
        ["AWS/Lambda", "Duration", "FunctionName", "sender", { stat: "p99" }],
        ["...", "reader", { stat: "p99.9" }],
      ]),
      widget([
        [
          {
            expression: `SEARCH('{Backoffice,environment,service,reason} MetricName="EmailsFailed" environment="prod"', 'Sum', 300)`,
          },
        ],
      ]),
    ]),
  ],
  failing: [
    {
      title: "a mistyped namespace",
      change: (valid) => set(valid, "slow", "namespace", "AWS/Lamda"),
      ...slow,
      says: /namespace is AWS\/Lamda, wanted a namespace that is known/,
    },
    {
      title: "a mistyped metric",
      change: (valid) => set(valid, "slow", "metricName", "Durations"),
      ...slow,
      says: /metricName is Durations, wanted a metric of AWS\/Lambda/,
    },
    {
      title: "a metric with the name of an inherited property",
      change: (valid) => set(valid, "slow", "metricName", "constructor"),
      ...slow,
      says: /metricName is constructor/,
    },
    {
      title: "a dimension that the service does not write",
      change: (valid) => set(valid, "slow", "dimensions", { FunctionArn: "x" }),
      ...slow,
      says: /dimensions is AWS\/Lambda Duration \(FunctionArn\), wanted FunctionName/,
    },
    {
      title: "half of the dimensions",
      change: (valid) => set(valid, "slow", "dimensions", { Resource: "sender-prod:live" }),
      ...slow,
      says: /\(Resource\), wanted FunctionName, or FunctionName \+ Resource/,
    },
    {
      title: "a statistic that says nothing",
      change: (valid) => set(valid, "slow", "statistic", "Minimum"),
      ...slow,
      says: /statistic is Minimum, wanted Average or Maximum/,
    },
    {
      title: "a percentile over a hundred",
      change: (valid) => set(drop(valid, "slow", "statistic"), "slow", "extendedStatistic", "p999"),
      ...slow,
      says: /statistic is p999/,
    },
    {
      title: "a unit that the metric does not have",
      change: (valid) => set(valid, "slow", "unit", "Seconds"),
      ...slow,
      says: /unit is Seconds, wanted Milliseconds, or nothing/,
    },
    {
      title: "a mistyped metric in an expression",
      change: (valid) => set(valid, "rate", "metricQueries.1.metric.metricName", "Error"),
      type: alarmType,
      name: "rate",
      says: /metricQueries\.1\.metric\.metricName is Error/,
    },
    {
      title: "a metric of our own that no function writes",
      change: (valid) => set(valid, "failed", "metricName", "NotificationsLost"),
      ...failed,
      says: /wanted a metric of Backoffice/,
    },
    {
      title: "a metric of our own without one of its dimensions",
      change: (valid) => drop(valid, "failed", "dimensions.service"),
      ...failed,
      says: /\(environment\), wanted environment \+ service/,
    },
    {
      title: "a metric of our own with a dimension too many",
      change: (valid) => set(valid, "failed", "dimensions.kind", "internal"),
      ...failed,
      says: /wanted environment \+ service/,
    },
    {
      title: "a widget with another service's dimension",
      change: () => [
        dashboard("page", [widget([["AWS/SQS", "NumberOfMessagesSent", "TopicName", "mails", { stat: "Sum" }]])]),
      ],
      ...page,
      says: /dashboardBody\.widgets\.0\.properties\.metrics\.0\.dimensions is AWS\/SQS NumberOfMessagesSent \(TopicName\)/,
    },
    {
      title: "a widget that averages a count, which is CloudWatch's default",
      change: () => [dashboard("page", [widget([["AWS/SQS", "NumberOfMessagesSent", "QueueName", "mails"]])])],
      ...page,
      says: /statistic is Average, wanted Sum/,
    },
    {
      title: "a search by other dimensions than the metric has",
      change: () => [search(`SEARCH('{Backoffice,environment,service} MetricName="EmailsFailed"', 'Sum', 300)`)],
      ...page,
      says: /wanted environment \+ service \+ reason/,
    },
    {
      title: "a search that cannot be read",
      change: () => [search(`SEARCH('Backoffice EmailsFailed', 'Sum', 300)`)],
      ...page,
      says: /wanted a namespace that is known/,
    },
  ],
});

testRule(metricsArePublished, {
  config: { otherNamespaces: ["Webshop"], reason: "The shop's front end writes these and has its own tests." },
  valid: [alarm("carts", "Webshop", "CartsLost", {})],
  failing: [
    {
      title: "a namespace that the configuration does not name",
      change: (valid) =>
        change(valid, "carts", (item) => ({ ...item, inputs: { ...item.inputs, namespace: "Webshops" } })),
      type: alarmType,
      name: "carts",
      says: /namespace is Webshops/,
    },
  ],
});
