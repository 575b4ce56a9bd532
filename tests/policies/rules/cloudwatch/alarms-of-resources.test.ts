import {
  apiHasAlarms,
  backupVaultHasAlarm,
  certificateHasAlarm,
  functionHasAlarms,
  queueHasAlarms,
  ruleHasAlarm,
  streamReaderHasAlarm,
  tableHasAlarms,
  webAclHasAlarm,
} from "../../../../policies/rules/cloudwatch/alarms-of-resources";
import { drop, resource, set, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import {
  alarm,
  duration,
  errorRate,
  functionType,
  live,
  mappingType,
  sender,
  tableThrottles,
  throttles,
  throughAlias,
  stageType as type,
  queueType as watchedQueueType,
} from "../../../support/policies/shops/watched";

const watched = [sender, live, errorRate("rate"), duration("slow"), throttles("throttles")];
const called = resource("aws:sns/topicSubscription:TopicSubscription", "subscription", {
  protocol: "lambda",
  endpoint: live.state.arn,
});

testRule(functionHasAlarms, {
  valid: watched,
  passes: {
    "alarms on all calls of a function, whatever the alias": set("slow", "dimensions", { FunctionName: "sender-prod" }),
  },
  refuses: {
    "a function without an alarm on its error rate": [
      without("rate"),
      "sender",
      /wanted an alarm on its error rate with its dimensions/,
    ],
    "a function without an alarm on its duration": [without("slow"), "sender", /wanted an alarm on its duration/],
    "a function without an alarm on its throttles": [
      without("throttles"),
      "sender",
      /wanted an alarm on its throttles/,
    ],
    "an alarm on a sibling": [
      set("slow", "dimensions", { FunctionName: "reader-prod", Resource: "reader-prod:live" }),
      "sender",
      /wanted an alarm on its duration/,
    ],
    "a rate of one function's errors and another's calls": [
      set("rate", "metricQueries.1.metric.dimensions", {
        FunctionName: "reader-prod",
        Resource: "reader-prod:live",
      }),
      "sender",
      /wanted an alarm on its error rate/,
    ],
    "a new function that nobody watches": [
      (valid) => [...valid, resource(functionType, "reader", { name: "reader-prod" })],
      "reader",
      /name is reader-prod, wanted an alarm on its error rate/,
    ],
  },
});

testRule(functionHasAlarms, {
  valid: [
    ...set("throttles", "threshold", 1)(watched),
    called,
    alarm("errors", "AWS/Lambda", "Errors", throughAlias, { threshold: 5 }),
  ],
  refuses: {
    "an alarm on few errors that only takes back roll-outs": [
      (valid) => [
        ...set("errors", "name", "errors-prod")(valid),
        resource("aws:codedeploy/deploymentGroup:DeploymentGroup", "group", {
          alarmConfiguration: { alarms: ["errors-prod"] },
        }),
      ],
      "sender",
      /wanted an alarm at more than 5 errors, for it is called asynchronously/,
    ],
    "a function called by a topic without an alarm on few errors": [
      without("errors"),
      "sender",
      /wanted an alarm at more than 5 errors, for it is called asynchronously/,
    ],
    "a function called by a topic with an alarm on many errors only": [
      set("errors", "threshold", 6),
      "sender",
      /wanted an alarm at more than 5 errors/,
    ],
    "a function called by a topic with an alarm on many throttles only": [
      set("throttles", "threshold", 2),
      "sender",
      /wanted an alarm at more than 1 throttles/,
    ],
  },
});

const dimensions = { ApiName: "shop-prod", Stage: "prod" };

testRule(apiHasAlarms, {
  valid: [
    resource("aws:apigateway/restApi:RestApi", "shop", { name: "shop-prod" }),
    resource(type, "stage", { restApi: "shop", stageName: "prod" }),
    alarm("refused", "AWS/ApiGateway", "4XXError", dimensions),
    alarm("failed", "AWS/ApiGateway", "5XXError", dimensions),
    alarm("latency", "AWS/ApiGateway", "Latency", dimensions),
  ],
  refuses: {
    "a stage without an alarm on client errors": [
      without("refused"),
      "stage",
      /stageName is shop-prod, prod, wanted an alarm on 4XX errors/,
    ],
    "a stage without an alarm on server errors": [without("failed"), "stage", /wanted an alarm on 5XX errors/],
    "a stage without an alarm on latency": [without("latency"), "stage", /wanted an alarm on latency/],
    "an alarm on another stage": [set("failed", "dimensions.Stage", "test"), "stage", /wanted an alarm on 5XX errors/],
    "an alarm by the API's id": [set("failed", "dimensions.ApiName", "shop"), "stage", /wanted an alarm on 5XX errors/],
  },
});

const emails = resource(watchedQueueType, "mails", { name: "mails-prod" });

testRule(queueHasAlarms, {
  valid: [
    emails,
    resource(watchedQueueType, "dead", { name: "dead-prod" }),
    resource(mappingType, "mapping", { eventSourceArn: emails.state.arn }),
    alarm("age-alarm", "AWS/SQS", "ApproximateAgeOfOldestMessage", { QueueName: "mails-prod" }),
    alarm("depth-alarm", "AWS/SQS", "ApproximateNumberOfMessagesVisible", { QueueName: "dead-prod" }),
  ],
  refuses: {
    "a queue that is read without an alarm on its age": [
      without("age-alarm"),
      "mails",
      /wanted an alarm on the age of its oldest message/,
    ],
    "dead letters without an alarm on their number": [
      without("depth-alarm"),
      "dead",
      /wanted an alarm on its number of messages, for no function reads it/,
    ],
    "an alarm on another queue": [
      set("depth-alarm", "dimensions.QueueName", "mails-prod"),
      "dead",
      /name is dead-prod/,
    ],
    "a queue that is no longer read, with an alarm on its age only": [
      without("mapping"),
      "mails",
      /for no function reads it/,
    ],
  },
});

const eventRuleType = "aws:cloudwatch/eventRule:EventRule";
const rule = resource(eventRuleType, "parcels", { name: "parcels-prod", eventBusName: "bus-prod" });

testRule(ruleHasAlarm, {
  valid: [
    rule,
    alarm("given-up", "AWS/Events", "FailedInvocations", { EventBusName: "bus-prod", RuleName: "parcels-prod" }),
  ],
  passes: {
    "a rule of the default bus, which CloudWatch knows by its name alone": [
      ...drop("parcels", "eventBusName")([rule]),
      alarm("given-up", "AWS/Events", "FailedInvocations", { RuleName: "parcels-prod" }),
    ],
  },
  refuses: {
    "a rule without an alarm": [without("given-up"), "parcels", /wanted an alarm on FailedInvocations/],
    "an alarm without the bus, which is one on the default bus": [
      drop("given-up", "dimensions.EventBusName"),
      "parcels",
      /"EventBusName":"bus-prod"/,
    ],
    "an alarm on events that went well": [set("given-up", "metricName", "Invocations"), "parcels", /FailedInvocations/],
  },
});

const webAclArn = "arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/shop-acl/1";
const blocked = { WebACL: "shop-acl", Region: "eu-central-1", Rule: "ALL" };

testRule(webAclHasAlarm, {
  valid: [
    resource(
      "aws:wafv2/webAcl:WebAcl",
      "acl",
      { visibilityConfig: { metricName: "shop-acl" } },
      { outputs: { arn: webAclArn } },
    ),
    resource("aws:cloudwatch/metricAlarm:MetricAlarm", "blocked", {
      namespace: "AWS/WAFV2",
      metricName: "BlockedRequests",
      dimensions: blocked,
      statistic: "Sum",
      period: 300,
    }),
  ],
  passes: { "no web ACL": [] },
  refuses: {
    "a web ACL without an alarm": [without("blocked"), "acl", /name is shop-acl, wanted an alarm on refused requests/],
    "an alarm on what passes": [
      set("blocked", "metricName", "AllowedRequests"),
      "acl",
      /wanted an alarm on refused requests/,
    ],
    "an alarm on one rule": [set("blocked", "dimensions.Rule", "rate"), "acl", /wanted an alarm on refused requests/],
    "an alarm of another region": [
      set("blocked", "dimensions.Region", "us-east-1"),
      "acl",
      /wanted an alarm on refused requests/,
    ],
  },
});

const certificateArn = "arn:aws:acm:eu-central-1:123456789012:certificate/1";

testRule(certificateHasAlarm, {
  valid: [
    resource("aws:apigateway/domainName:DomainName", "domain", { regionalCertificateArn: certificateArn }),
    resource("aws:cloudwatch/metricAlarm:MetricAlarm", "ends", {
      metricQueries: [
        { id: "result", expression: "30 - days", returnData: true },
        {
          id: "days",
          metric: {
            namespace: "AWS/CertificateManager",
            metricName: "DaysToExpiry",
            dimensions: { CertificateArn: certificateArn },
            period: 86_400,
            stat: "Maximum",
          },
        },
      ],
    }),
  ],
  refuses: {
    "a domain without an alarm": [without("ends"), "domain", /wanted an alarm on its last days/],
    "an alarm on another certificate": [
      set("ends", "metricQueries.1.metric.dimensions.CertificateArn", `${certificateArn}2`),
      "domain",
      /wanted an alarm on its last days/,
    ],
  },
});

const jobs = ["NumberOfBackupJobsAborted", "NumberOfBackupJobsExpired", "NumberOfBackupJobsFailed"].concat(
  "NumberOfCopyJobsFailed",
  "NumberOfRestoreJobsFailed",
);
const vaultType = "aws:backup/vault:Vault";

testRule(backupVaultHasAlarm, {
  valid: [
    resource(vaultType, "vault", { name: "vault-prod" }),
    resource("aws:cloudwatch/metricAlarm:MetricAlarm", "failed", {
      metricQueries: [
        { id: "all", expression: jobs.map((_, index) => `FILL(m${index}, 0)`).join(" + "), returnData: true },
        ...jobs.map((metricName, index) => ({
          id: `m${index}`,
          metric: {
            namespace: "AWS/Backup",
            metricName,
            dimensions: { BackupVaultName: "vault-prod" },
            period: 300,
            stat: "Sum",
          },
        })),
      ],
    }),
    resource("aws:cloudwatch/metricAlarm:MetricAlarm", "missing", {
      metricQueries: [
        { id: "days", expression: "IF(done > 0, 0, 1)", returnData: true },
        {
          id: "done",
          metric: {
            namespace: "AWS/Backup",
            metricName: "NumberOfBackupJobsCompleted",
            dimensions: { BackupVaultName: "vault-prod" },
            period: 86_400,
            stat: "Sum",
          },
        },
      ],
    }),
  ],
  passes: { "no vault": [] },
  refuses: {
    "a vault of which nobody notices that nothing is backed up": [
      without("missing"),
      "vault",
      /name is vault-prod, wanted an alarm on days without a backup/,
    ],
    "a vault without an alarm": [without("failed"), "vault", /name is vault-prod, wanted an alarm on jobs that fail/],
    "an alarm on another vault": [
      set("failed", "metricQueries.1.metric.dimensions.BackupVaultName", "vault-dev"),
      "vault",
      /wanted an alarm on jobs that fail/,
    ],
    "an alarm that leaves restores out": [
      set("failed", "metricQueries.5.metric.metricName", "NumberOfRestoreJobsCompleted"),
      "vault",
      /wanted an alarm on jobs that fail/,
    ],
  },
});

testRule(streamReaderHasAlarm, {
  valid: [
    sender,
    live,
    resource(mappingType, "stream", { functionName: live.state.arn, startingPosition: "TRIM_HORIZON" }),
    alarm("behind", "AWS/Lambda", "IteratorAge", throughAlias),
  ],
  passes: { "a reader of a queue": [sender, live, resource(mappingType, "queue", { functionName: live.state.arn })] },
  refuses: {
    "a reader that nobody watches": [
      without("behind"),
      "stream",
      /functionName is sender, wanted an alarm on its IteratorAge/,
    ],
    "an alarm on another metric of the reader": [set("behind", "metricName", "Duration"), "stream", /IteratorAge/],
  },
});

const tableType = "aws:dynamodb/table:Table";

testRule(tableHasAlarms, {
  valid: [
    resource(tableType, "orders", { name: "orders-prod", globalSecondaryIndexes: [{ name: "CustomerIndex" }] }),
    tableThrottles("table-alarm", { TableName: "orders-prod" }),
    tableThrottles("index-alarm", { TableName: "orders-prod", GlobalSecondaryIndexName: "CustomerIndex" }),
  ],
  refuses: {
    "a table without an alarm": [
      without("table-alarm"),
      "orders",
      /name is \{"TableName":"orders-prod"\}, wanted an alarm on throttled reads and writes/,
    ],
    "an index without an alarm": [without("index-alarm"), "orders", /"GlobalSecondaryIndexName":"CustomerIndex"/],
    "an index that was added and is not watched": [
      set("orders", "globalSecondaryIndexes", [{ name: "CustomerIndex" }, { name: "DayIndex" }]),
      /"GlobalSecondaryIndexName":"DayIndex"/,
    ],
    "writes of another table": [
      set("table-alarm", "metricQueries.2.metric.dimensions.TableName", "audit-prod"),
      "orders",
      /wanted an alarm on throttled reads and writes/,
    ],
  },
});
