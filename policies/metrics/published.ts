import { metricNamespace, metrics } from "../../functions/contracts/metric-catalog";

/** What is known about a metric before anybody reads it. */
export interface PublishedMetric {
  /** CloudWatch's unit. */
  readonly unit: "Count" | "Milliseconds" | "Seconds" | "Bytes" | "None";
  /** Each set of dimension keys that the metric is written with. Any other set is another metric, without data for ever. */
  readonly dimensionSets: readonly (readonly string[])[];
  /** Statistics that say something about it; `p` stands for the percentiles. */
  readonly statistics: readonly string[];
}

type Namespace = Readonly<Record<string, PublishedMetric>>;

const counts = ["Sum", "SampleCount"] as const;

/** Many metrics of a service that differ by name only. */
function alike(names: string, metric: PublishedMetric): Namespace {
  return Object.fromEntries(names.split(" ").map((name) => [name, metric]));
}

// https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html, dimensions: .../monitoring-metrics-view.html
const ofFunctions = [
  ["FunctionName"],
  ["FunctionName", "Resource"],
  ["FunctionName", "Resource", "ExecutedVersion"],
  [],
] as const;
const lambda: Namespace = {
  ...alike("Invocations Errors Throttles DeadLetterErrors DestinationDeliveryFailures AsyncEventsDropped", {
    unit: "Count",
    dimensionSets: ofFunctions,
    statistics: counts,
  }),
  ...alike("AsyncEventsReceived ProvisionedConcurrencySpilloverInvocations RecursiveInvocationsDropped", {
    unit: "Count",
    dimensionSets: ofFunctions,
    statistics: counts,
  }),
  Duration: { unit: "Milliseconds", dimensionSets: ofFunctions, statistics: ["Average", "Maximum", "Sum", "p"] },
  ...alike("IteratorAge AsyncEventAge", {
    unit: "Milliseconds",
    dimensionSets: ofFunctions,
    statistics: ["Average", "Maximum", "p"],
  }),
  ...alike("ConcurrentExecutions ClaimedAccountConcurrency", {
    unit: "Count",
    dimensionSets: ofFunctions,
    statistics: ["Maximum", "Average"],
  }),
};

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
const sqs: Namespace = {
  ApproximateAgeOfOldestMessage: {
    unit: "Seconds",
    dimensionSets: [["QueueName"]],
    statistics: ["Average", "Maximum"],
  },
  ...alike(
    "ApproximateNumberOfMessagesVisible ApproximateNumberOfMessagesNotVisible ApproximateNumberOfMessagesDelayed",
    {
      unit: "Count",
      dimensionSets: [["QueueName"]],
      statistics: ["Average", "Maximum"],
    },
  ),
  ...alike("NumberOfMessagesSent NumberOfMessagesReceived NumberOfMessagesDeleted NumberOfEmptyReceives", {
    unit: "Count",
    dimensionSets: [["QueueName"]],
    statistics: counts,
  }),
};

// https://docs.aws.amazon.com/sns/latest/dg/sns-monitoring-using-cloudwatch.html
const sns: Namespace = {
  ...alike("NumberOfMessagesPublished NumberOfNotificationsDelivered NumberOfNotificationsFailed", {
    unit: "Count",
    dimensionSets: [["TopicName"]],
    statistics: counts,
  }),
  ...alike("NumberOfNotificationsRedrivenToDlq NumberOfNotificationsFailedToRedriveToDlq", {
    unit: "Count",
    dimensionSets: [["TopicName"]],
    statistics: counts,
  }),
  NumberOfNotificationsFilteredOut: { unit: "Count", dimensionSets: [["TopicName"]], statistics: counts },
};

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html
const ofTables = [["TableName"], ["TableName", "GlobalSecondaryIndexName"]] as const;
const dynamodb: Namespace = {
  ...alike("ReadThrottleEvents WriteThrottleEvents", { unit: "Count", dimensionSets: ofTables, statistics: counts }),
  ...alike("ConsumedReadCapacityUnits ConsumedWriteCapacityUnits", {
    unit: "Count",
    dimensionSets: ofTables,
    statistics: ["Sum", "Average", "Maximum"],
  }),
  ThrottledRequests: { unit: "Count", dimensionSets: [["TableName", "Operation"]], statistics: counts },
  SystemErrors: { unit: "Count", dimensionSets: [["TableName", "Operation"]], statistics: counts },
  UserErrors: { unit: "Count", dimensionSets: [[]], statistics: counts },
  ConditionalCheckFailedRequests: { unit: "Count", dimensionSets: [["TableName"]], statistics: counts },
  SuccessfulRequestLatency: {
    unit: "Milliseconds",
    dimensionSets: [["TableName", "Operation"]],
    statistics: ["Average", "Maximum", "p"],
  },
};

// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html
const ofApis = [["ApiName"], ["ApiName", "Stage"], ["ApiName", "Method", "Resource", "Stage"]] as const;
const apiGateway: Namespace = {
  // Each request counts as 0 or 1, so that the average is the share of failed requests.
  ...alike("4XXError 5XXError CacheHitCount CacheMissCount", {
    unit: "Count",
    dimensionSets: ofApis,
    statistics: ["Sum", "Average"],
  }),
  Count: { unit: "Count", dimensionSets: ofApis, statistics: counts },
  ...alike("Latency IntegrationLatency", {
    unit: "Milliseconds",
    dimensionSets: ofApis,
    statistics: ["Average", "Maximum", "p"],
  }),
};

// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html: RuleName alone is a rule of the default bus.
const events: Namespace = alike(
  "FailedInvocations Invocations InvocationsSentToDlq InvocationsFailedToBeSentToDlq MatchedEvents RetryInvocationAttempts ThrottledRules TriggeredRules",
  { unit: "Count", dimensionSets: [["RuleName"], ["EventBusName", "RuleName"]], statistics: counts },
);

// https://docs.aws.amazon.com/ses/latest/dg/reputationdashboard-cloudwatch-alarm.html: rates from 0 to 1.
const ofEmail = [[], ["ses:configuration-set"]] as const;
const ses: Namespace = {
  ...alike("Reputation.BounceRate Reputation.ComplaintRate", {
    unit: "None",
    dimensionSets: ofEmail,
    statistics: ["Average", "Maximum"],
  }),
  ...alike("Send Delivery Bounce Complaint Reject", { unit: "Count", dimensionSets: ofEmail, statistics: counts }),
};

/** What the functions write: their catalog is the one source of it. */
const custom: Namespace = Object.fromEntries(
  Object.values(metrics).map(({ name, unit, dimensions }): [string, PublishedMetric] => [
    name,
    {
      unit,
      dimensionSets: [dimensions],
      statistics: unit === "Milliseconds" ? ["Average", "Maximum", "p"] : ["Sum", "SampleCount"],
    },
  ]),
);

const namespaces: Readonly<Record<string, Namespace>> = {
  "AWS/Lambda": lambda,
  "AWS/SQS": sqs,
  "AWS/SNS": sns,
  "AWS/DynamoDB": dynamodb,
  "AWS/ApiGateway": apiGateway,
  "AWS/Events": events,
  "AWS/SES": ses,
  [metricNamespace]: custom,
};

/** The metrics of a namespace by name; undefined when nobody has looked at it. */
export function publishedIn(namespace: string): Namespace | undefined {
  return Object.hasOwn(namespaces, namespace) ? namespaces[namespace] : undefined;
}

/** What is known about a metric; undefined when nobody writes it. */
export function published(namespace: string, name: string): PublishedMetric | undefined {
  const known = publishedIn(namespace);
  return known !== undefined && Object.hasOwn(known, name) ? known[name] : undefined;
}

/** Whether a statistic says something about a metric. */
export function isSensible(metric: PublishedMetric, statistic: string): boolean {
  const kind = /^p(100|\d{1,2}(\.\d{1,10})?)$/.test(statistic) ? "p" : statistic;
  return metric.statistics.includes(kind);
}
