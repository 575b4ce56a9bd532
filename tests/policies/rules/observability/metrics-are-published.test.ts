import { metricsArePublished } from "../../../../policies/rules/observability/metrics-are-published";
import { chain, change, drop, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { alarm, dashboard, duration, errorRate, widget } from "./watched";

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
  refuses: {
    "a mistyped namespace": [
      set("slow", "namespace", "AWS/Lamda"),
      /namespace is AWS\/Lamda, wanted a namespace that is known/,
    ],
    "a mistyped metric": [
      set("slow", "metricName", "Durations"),
      /metricName is Durations, wanted a metric of AWS\/Lambda/,
    ],
    "a metric with the name of an inherited property": [
      set("slow", "metricName", "constructor"),
      /metricName is constructor/,
    ],
    "a dimension that the service does not write": [
      set("slow", "dimensions", { FunctionArn: "x" }),
      /dimensions is AWS\/Lambda Duration \(FunctionArn\), wanted FunctionName/,
    ],
    "half of the dimensions": [
      set("slow", "dimensions", { Resource: "sender-prod:live" }),
      /\(Resource\), wanted FunctionName, or FunctionName \+ Resource/,
    ],
    "a statistic that says nothing": [
      set("slow", "statistic", "Minimum"),
      /statistic is Minimum, wanted Average or Maximum/,
    ],
    "a percentile over a hundred": [
      chain(drop("slow", "statistic"), set("slow", "extendedStatistic", "p999")),
      /statistic is p999/,
    ],
    "a unit that the metric does not have": [
      set("slow", "unit", "Seconds"),
      /unit is Seconds, wanted Milliseconds, or nothing/,
    ],
    "a mistyped metric in an expression": [
      set("rate", "metricQueries.1.metric.metricName", "Error"),
      /metricQueries\.1\.metric\.metricName is Error/,
    ],
    "a metric of our own that no function writes": [
      set("failed", "metricName", "NotificationsLost"),
      /wanted a metric of Backoffice/,
    ],
    "a metric of our own without one of its dimensions": [
      drop("failed", "dimensions.service"),
      /\(environment\), wanted environment \+ service/,
    ],
    "a metric of our own with a dimension too many": [
      set("failed", "dimensions.kind", "internal"),
      /wanted environment \+ service/,
    ],
    "a widget with another service's dimension": [
      () => [dashboard("page", [widget([["AWS/SQS", "NumberOfMessagesSent", "TopicName", "mails", { stat: "Sum" }]])])],
      "page",
      /dashboardBody\.widgets\.0\.properties\.metrics\.0\.dimensions is AWS\/SQS NumberOfMessagesSent \(TopicName\)/,
    ],
    "a widget that averages a count, which is CloudWatch's default": [
      () => [dashboard("page", [widget([["AWS/SQS", "NumberOfMessagesSent", "QueueName", "mails"]])])],
      "page",
      /statistic is Average, wanted Sum/,
    ],
    "a search by other dimensions than the metric has": [
      () => [search(`SEARCH('{Backoffice,environment,service} MetricName="EmailsFailed"', 'Sum', 300)`)],
      "page",
      /wanted environment \+ service \+ reason/,
    ],
    "a search that cannot be read": [
      () => [search(`SEARCH('Backoffice EmailsFailed', 'Sum', 300)`)],
      "page",
      /wanted a namespace that is known/,
    ],
  },
});

testRule(metricsArePublished, {
  config: { otherNamespaces: ["Webshop"], reason: "The shop's front end writes these and has its own tests." },
  valid: [alarm("carts", "Webshop", "CartsLost", {})],
  refuses: {
    "a namespace that the configuration does not name": [
      change("carts", (item) => ({ ...item, inputs: { ...item.inputs, namespace: "Webshops" } })),
      /namespace is Webshops/,
    ],
  },
});
