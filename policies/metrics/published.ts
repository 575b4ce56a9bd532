import { type MetricDefinition, metricNamespace, metrics } from "../../functions/contracts/metric-catalog";

/** What is documented about a metric. */
export interface PublishedMetric {
  /** CloudWatch's unit. */
  readonly unit: "Count" | "Milliseconds" | "Seconds" | "Bytes" | "None";
  /** Each set of dimensions that the metric is published with. Any other set names a different metric, which never has data. */
  readonly dimensionSets: readonly (readonly string[])[];
  /** Statistics that are meaningful for it; `p` stands for the percentiles. */
  readonly statistics: readonly string[];
}

type Namespace = Readonly<Record<string, PublishedMetric>>;

const counts = ["Sum", "SampleCount"] as const;

/** Several metrics of a service with the same facts, by their names. */
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
  // A request counts as 0 or 1, so the average is the share of failed requests.
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

// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html: RuleName alone selects a rule of the default bus.
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

// https://docs.aws.amazon.com/aws-backup/latest/devguide/cloudwatch.html
const backup: Namespace = alike(
  ["Backup", "Copy", "Restore"]
    .flatMap((kind) => ["Created", "Running", "Completed", "Failed"].map((state) => `NumberOf${kind}Jobs${state}`))
    .concat("NumberOfBackupJobsAborted", "NumberOfBackupJobsExpired")
    .join(" "),
  {
    unit: "Count",
    dimensionSets: [["ResourceType"], ["BackupVaultName"], ["BackupVaultName", "ResourceType"], []],
    statistics: counts,
  },
);

// https://docs.aws.amazon.com/waf/latest/developerguide/waf-metrics.html: of a regional web ACL, where the rule ALL is the sum of all rules.
const waf: Namespace = alike("AllowedRequests BlockedRequests CountedRequests PassedRequests", {
  unit: "Count",
  dimensionSets: [["Region", "Rule", "WebACL"]],
  statistics: counts,
});

// https://docs.aws.amazon.com/acm/latest/userguide/cloudwatch-metrics.html: twice a day.
const certificates: Namespace = {
  DaysToExpiry: {
    unit: "Count",
    dimensionSets: [["CertificateArn"]],
    statistics: ["Average", "Maximum"],
  },
};

/** The functions' own metrics, from their catalog. */
const custom: Namespace = Object.fromEntries(
  Object.values<MetricDefinition>(metrics).map(({ name, unit, dimensions }): [string, PublishedMetric] => [
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
  "AWS/Backup": backup,
  "AWS/WAFV2": waf,
  "AWS/CertificateManager": certificates,
  [metricNamespace]: custom,
};

/** The metrics of a namespace by name; undefined for a namespace that is not listed here. */
export function publishedIn(namespace: string): Namespace | undefined {
  return Object.hasOwn(namespaces, namespace) ? namespaces[namespace] : undefined;
}

/** What is documented about a metric; undefined when nothing publishes it. */
export function published(namespace: string, name: string): PublishedMetric | undefined {
  const known = publishedIn(namespace);
  return known !== undefined && Object.hasOwn(known, name) ? known[name] : undefined;
}

/** Whether a statistic is meaningful for a metric. */
export function isSensible(metric: PublishedMetric, statistic: string): boolean {
  const kind = /^p(100|\d{1,2}(\.\d{1,10})?)$/.test(statistic) ? "p" : statistic;
  return metric.statistics.includes(kind);
}
