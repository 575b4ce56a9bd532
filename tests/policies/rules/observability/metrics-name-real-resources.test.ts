import { metricsNameRealResources } from "../../../../policies/rules/observability/metrics-name-real-resources";
import { resource, set } from "../../../support/policies/resources";
import { casesOf, testRule } from "../../../support/policies/rule-cases";
import { alarm, dashboard, duration, live, queueType, sender, stageType, tableThrottles, widget } from "./watched";

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
