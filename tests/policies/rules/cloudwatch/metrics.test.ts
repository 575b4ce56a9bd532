import { metricsArePublished, metricsNameRealResources } from "../../../../policies/rules/cloudwatch/metrics";
import { chain, change, drop, resource, set } from "../../../support/policies/resources";
import { casesOf, testRule } from "../../../support/policies/rule-cases";
import {
  alarm,
  dashboard,
  duration,
  errorRate,
  live,
  queueType,
  sender,
  stageType,
  tableThrottles,
  widget,
} from "../../../support/policies/shops/watched";

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

const table = resource("aws:dynamodb/table:Table", "orders", {
  name: "orders-prod",
  globalSecondaryIndexes: [{ name: "CustomerIndex" }],
});
const api = resource("aws:apigateway/restApi:RestApi", "shop", { name: "shop-prod" }, { outputs: { id: "abc123" } });

const valid = [
  sender,
  live,
  table,
  api,
  resource("aws:lambda/alias:Alias", "sibling", { name: "live", functionName: "reader-prod" }),
  resource(queueType, "mails", { name: "mails-prod", url: "https://sqs.eu-central-1.amazonaws.com/1/mails-prod" }),
  resource("aws:cloudwatch/eventRule:EventRule", "parcels", { name: "parcels-prod", eventBusName: "bus-prod" }),
  resource(stageType, "stage", { restApi: "abc123", stageName: "prod" }),
  duration("slow"),
  tableThrottles("index", { TableName: "orders-prod", GlobalSecondaryIndexName: "CustomerIndex" }),
  alarm("age", "AWS/SQS", "ApproximateAgeOfOldestMessage", { QueueName: "mails-prod" }),
  alarm("refused", "AWS/ApiGateway", "5XXError", { ApiName: "shop-prod", Stage: "prod" }),
  alarm("given-up", "AWS/Events", "FailedInvocations", { EventBusName: "bus-prod", RuleName: "parcels-prod" }),
  alarm("internal", "Backoffice", "OrderFailures", { environment: "prod", service: "orders", kind: "internal" }),
  dashboard("page", [widget([["AWS/SQS", "NumberOfMessagesSent", "QueueName", "mails-prod", { stat: "Sum" }]])]),
];

testRule(metricsNameRealResources, {
  valid,
  refuses: {
    ...casesOf(
      [
        ["slow", "FunctionName", "sender-dev", /dimensions\.FunctionName is sender-dev, wanted the name of a resource/],
        [
          "slow",
          "Resource",
          "sender-prod:life",
          /dimensions\.Resource is sender-prod:life, wanted the function and one of/,
        ],
        ["slow", "Resource", "reader-prod:live", /dimensions\.Resource is reader-prod:live/],
        ["slow", "Resource", "live", /dimensions\.Resource is live/],
        ["age", "QueueName", "https://sqs.eu-central-1.amazonaws.com/1/mails-prod", /dimensions\.QueueName is https/],
        ["refused", "ApiName", "abc123", /dimensions\.ApiName is abc123/],
        ["refused", "Stage", "production", /dimensions\.Stage is production, wanted a stage of shop-prod/],
        ["given-up", "EventBusName", "default", /dimensions\.EventBusName is default, wanted the bus of parcels-prod/],
        ["given-up", "RuleName", "parcel-prod", /dimensions\.RuleName is parcel-prod/],
        ["internal", "environment", "dev", /is dev, orders, wanted environment and service of a function/],
        ["internal", "service", "order", /is prod, order, wanted/],
        ["internal", "kind", "interal", /dimensions\.kind is interal, wanted validation, /],
      ] as const,
      ([name, dimension, value, says]) => [
        `${value} as ${dimension} of the alarm '${name}'`,
        set(name, `dimensions.${dimension}`, value),
        says,
      ],
    ),
    "a metric under a pipeline that does not write it": [
      () => [...valid, alarm("lost", "Backoffice", "EmailsUncertain", { environment: "prod", service: "orders" })],
      "lost",
      /dimensions\.service is orders, wanted confirmations, which writes EmailsUncertain/,
    ],
    "an index that the table does not have": [
      set("index", "metricQueries.2.metric.dimensions.GlobalSecondaryIndexName", "StatusIndex"),
      /metricQueries\.2\.metric\.dimensions\.GlobalSecondaryIndexName is StatusIndex, wanted an index of orders-prod/,
    ],
    "a widget about a queue that was renamed": [
      set("mails", "name", "letters-prod"),
      "page",
      /dashboardBody\.widgets\.0\.properties\.metrics\.0\.dimensions\.QueueName is mails-prod/,
    ],
  },
});

testRule(metricsNameRealResources, {
  config: { elsewhere: ["legacy-import"], reason: "Another team deploys it, and this stack watches it for them." },
  valid: [alarm("legacy", "AWS/Lambda", "Errors", { FunctionName: "legacy-import" })],
  refuses: {
    "a resource elsewhere that the configuration does not name": [
      set("legacy", "dimensions.FunctionName", "legacy-export"),
      /legacy-export/,
    ],
  },
});
