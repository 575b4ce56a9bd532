import { metricsNameRealResources } from "../../../../policies/rules/observability/metrics-name-real-resources";
import { resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import {
  alarm,
  alarmType,
  dashboard,
  dashboardType,
  duration,
  live,
  queueType,
  sender,
  stageType,
  tableThrottles,
  widget,
} from "./watched";

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

const wrong = (name: string, dimension: string, value: string, says: RegExp) => ({
  title: `${value || "nothing"} as ${dimension} of the alarm '${name}'`,
  change: () => set(valid, name, `dimensions.${dimension}`, value),
  type: alarmType,
  name,
  says,
});

testRule(metricsNameRealResources, {
  valid,
  failing: [
    wrong(
      "slow",
      "FunctionName",
      "sender-dev",
      /dimensions\.FunctionName is sender-dev, wanted the name of a resource/,
    ),
    wrong(
      "slow",
      "Resource",
      "sender-prod:life",
      /dimensions\.Resource is sender-prod:life, wanted the function and one of/,
    ),
    wrong("slow", "Resource", "reader-prod:live", /dimensions\.Resource is reader-prod:live/),
    wrong("slow", "Resource", "live", /dimensions\.Resource is live/),
    wrong("age", "QueueName", "https://sqs.eu-central-1.amazonaws.com/1/mails-prod", /dimensions\.QueueName is https/),
    wrong("refused", "ApiName", "abc123", /dimensions\.ApiName is abc123/),
    wrong("refused", "Stage", "production", /dimensions\.Stage is production, wanted a stage of shop-prod/),
    wrong("given-up", "EventBusName", "default", /dimensions\.EventBusName is default, wanted the bus of parcels-prod/),
    wrong("given-up", "RuleName", "parcel-prod", /dimensions\.RuleName is parcel-prod/),
    wrong("internal", "environment", "dev", /is dev, orders, wanted environment and service of a function/),
    wrong("internal", "service", "order", /is prod, order, wanted/),
    wrong("internal", "kind", "interal", /dimensions\.kind is interal, wanted validation, /),
    {
      title: "a metric under a pipeline that does not write it",
      change: () => [
        ...valid,
        alarm("lost", "Backoffice", "EmailsUncertain", { environment: "prod", service: "orders" }),
      ],
      type: alarmType,
      name: "lost",
      says: /dimensions\.service is orders, wanted confirmations, which writes EmailsUncertain/,
    },
    {
      title: "an index that the table does not have",
      change: () => set(valid, "index", "metricQueries.2.metric.dimensions.GlobalSecondaryIndexName", "StatusIndex"),
      type: alarmType,
      name: "index",
      says: /metricQueries\.2\.metric\.dimensions\.GlobalSecondaryIndexName is StatusIndex, wanted an index of orders-prod/,
    },
    {
      title: "a widget about a queue that was renamed",
      change: () => set(valid, "mails", "name", "letters-prod"),
      type: dashboardType,
      name: "page",
      says: /dashboardBody\.widgets\.0\.properties\.metrics\.0\.dimensions\.QueueName is mails-prod/,
    },
  ],
});

testRule(metricsNameRealResources, {
  config: { elsewhere: ["legacy-import"], reason: "Another team deploys it, and this stack watches it for them." },
  valid: [alarm("legacy", "AWS/Lambda", "Errors", { FunctionName: "legacy-import" })],
  failing: [
    {
      title: "a resource elsewhere that the configuration does not name",
      change: (resources) => set(resources, "legacy", "dimensions.FunctionName", "legacy-export"),
      type: alarmType,
      name: "legacy",
      says: /legacy-export/,
    },
  ],
});
