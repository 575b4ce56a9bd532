import type { GraphResource } from "../../../program/graph/build-graph";
import { linked } from "./access";
import { type Calls, input, lastOf, named, on, onNothing } from "./call";

// By terraform-provider-aws, internal/service/{dynamodb,kms,s3,cloudtrail,logs,budgets,ce,cloudwatch}.
const throughDynamo = () => ({ "kms:ViaService": "dynamodb.eu-central-1.amazonaws.com" });
const tableKey = (resource: GraphResource) => {
  const encryption = JSON.stringify(resource.inputs.serverSideEncryption);
  return { KeyId: /key\/([\w-]+)/.exec(encryption)?.[1] ?? "" };
};
const insights = {
  create: ["UpdateContributorInsights", "DescribeContributorInsights"],
  read: ["DescribeContributorInsights"],
  delete: ["UpdateContributorInsights"],
};
const key = () => ({ KeyId: "11112222-3333-4444-5555-666677778888" });
const bucket = named({ BucketName: "bucket" });
const anomalies = () => ({ Identifier: "11112222-3333-4444-5555-666677778888" });

/** A table's insights, or those of one of its indexes. */
const insightsOf = (resource: GraphResource) => ({ TableName: input(resource, "tableName") });

export const dataCalls: Readonly<Record<string, readonly Calls[]>> = {
  "aws:dynamodb/table:Table": [
    on("dynamodb", "table", named({ TableName: "name" }), {
      create: ["CreateTable", "TagResource", "DescribeTable", "UpdateContinuousBackups", "UpdateTimeToLive"],
      read: ["DescribeTable", "DescribeContinuousBackups", "DescribeTimeToLive", "ListTagsOfResource"],
      update: ["UpdateTable", "UpdateContinuousBackups", "UpdateTimeToLive", "TagResource", "UntagResource"],
      delete: ["DeleteTable", "DescribeTable"],
    }),
    // DynamoDB tries the key in the name of whoever makes the table (DynamoDB developer guide, "Usage notes" of encryption).
    on(
      "kms",
      "key",
      tableKey,
      { create: ["DescribeKey", "Encrypt", "Decrypt", "GenerateDataKey"] },
      { context: throughDynamo },
    ),
    on(
      "kms",
      "key",
      tableKey,
      { create: ["CreateGrant"] },
      { context: () => ({ ...throughDynamo(), "kms:GrantIsForAWSResource": "true" }) },
    ),
  ],
  "aws:dynamodb/contributorInsights:ContributorInsights": [
    on("dynamodb", "table", insightsOf, insights),
    on(
      "dynamodb",
      "index",
      (resource) => ({ ...insightsOf(resource), IndexName: String(resource.inputs.indexName ?? "AnyIndex") }),
      insights,
    ),
    linked("contributorinsights.dynamodb.amazonaws.com", "AWSServiceRoleForDynamoDBCloudWatchContributorInsights"),
  ],
  "aws:kms/key:Key": [
    onNothing("kms", { create: ["CreateKey"] }, { fresh: true }),
    on("kms", "key", key, { create: ["TagResource"] }, { fresh: true }),
    on("kms", "key", key, {
      read: ["DescribeKey", "GetKeyPolicy", "GetKeyRotationStatus", "ListResourceTags"],
      create: ["EnableKeyRotation", "PutKeyPolicy"],
      update: ["PutKeyPolicy", "UpdateKeyDescription", "TagResource", "UntagResource"],
      delete: ["ScheduleKeyDeletion", "DescribeKey"],
    }),
  ],
  "aws:kms/alias:Alias": [
    on("kms", "alias", (resource) => ({ Alias: input(resource, "name").replace("alias/", "") }), {
      create: ["CreateAlias"],
      update: ["UpdateAlias"],
      delete: ["DeleteAlias"],
    }),
    on("kms", "key", named({ KeyId: "targetKeyId" }), {
      create: ["CreateAlias"],
      update: ["UpdateAlias"],
      delete: ["DeleteAlias"],
    }),
    onNothing("kms", { read: ["ListAliases"] }),
  ],
  "aws:kms/ciphertext:Ciphertext": [
    on(
      "kms",
      "key",
      lastOf("/", { KeyId: "keyId" }),
      { create: ["Encrypt"] },
      {
        context: ({ inputs }) =>
          Object.fromEntries(
            Object.entries(inputs.context ?? {}).map(([name, value]) => [
              `kms:EncryptionContext:${name}`,
              String(value),
            ]),
          ),
      },
    ),
  ],
  "aws:s3/bucket:Bucket": [
    on("s3", "bucket", bucket, {
      create: ["CreateBucket", "PutBucketTagging", "TagResource"],
      read: [
        "GetAccelerateConfiguration",
        "GetBucketAcl",
        "GetBucketCORS",
        "GetBucketLocation",
        "GetBucketLogging",
        "GetBucketObjectLockConfiguration",
        "GetBucketPolicy",
        "GetBucketRequestPayment",
        "GetBucketTagging",
        "GetBucketVersioning",
        "GetBucketWebsite",
        "GetEncryptionConfiguration",
        "GetLifecycleConfiguration",
        "GetReplicationConfiguration",
        "ListBucket",
        "ListTagsForResource",
      ],
      update: ["PutBucketTagging", "TagResource", "UntagResource"],
      delete: ["DeleteBucket", "ListBucketVersions"],
    }),
    on("s3", "object", (resource) => ({ ...bucket(resource), ObjectName: "AWSLogs/1" }), {
      delete: ["DeleteObject", "DeleteObjectVersion"],
    }),
  ],
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": [
    on("s3", "bucket", bucket, {
      create: ["PutLifecycleConfiguration", "GetLifecycleConfiguration"],
      read: ["GetLifecycleConfiguration"],
      delete: ["PutLifecycleConfiguration"],
    }),
  ],
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": [
    on("s3", "bucket", bucket, {
      create: ["PutBucketOwnershipControls"],
      read: ["GetBucketOwnershipControls"],
      delete: ["PutBucketOwnershipControls"],
    }),
  ],
  "aws:s3/bucketPolicy:BucketPolicy": [
    on("s3", "bucket", bucket, {
      create: ["PutBucketPolicy", "GetBucketPolicy"],
      read: ["GetBucketPolicy"],
      delete: ["DeleteBucketPolicy"],
    }),
  ],
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": [
    on("s3", "bucket", bucket, {
      create: ["PutBucketPublicAccessBlock", "GetBucketPublicAccessBlock"],
      read: ["GetBucketPublicAccessBlock"],
      delete: ["PutBucketPublicAccessBlock"],
    }),
  ],
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": [
    on("s3", "bucket", bucket, {
      create: ["PutEncryptionConfiguration", "GetEncryptionConfiguration"],
      read: ["GetEncryptionConfiguration"],
      delete: ["PutEncryptionConfiguration"],
    }),
  ],
  "aws:s3/bucketVersioning:BucketVersioning": [
    on("s3", "bucket", bucket, {
      create: ["PutBucketVersioning", "GetBucketVersioning"],
      read: ["GetBucketVersioning"],
      delete: ["PutBucketVersioning"],
    }),
  ],
  "aws:cloudtrail/trail:Trail": [
    on("cloudtrail", "trail", named({ TrailName: "name" }), {
      create: ["CreateTrail", "AddTags", "StartLogging", "PutEventSelectors"],
      read: ["GetEventSelectors", "GetInsightSelectors", "GetTrail", "GetTrailStatus", "ListTags"],
      update: ["UpdateTrail", "StopLogging", "PutEventSelectors", "AddTags", "RemoveTags"],
      delete: ["DeleteTrail"],
    }),
    onNothing("cloudtrail", { read: ["DescribeTrails"] }),
  ],
  "aws:cloudwatch/logGroup:LogGroup": [
    on("logs", "log-group", named({ LogGroupName: "name" }), {
      create: ["CreateLogGroup", "AssociateKmsKey", "TagResource", "PutRetentionPolicy"],
      read: ["ListTagsForResource"],
      update: ["AssociateKmsKey", "PutRetentionPolicy", "TagResource", "UntagResource"],
      delete: ["DeleteLogGroup"],
    }),
    onNothing("logs", { read: ["DescribeLogGroups"] }),
  ],
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": [
    on("logs", "log-group", named({ LogGroupName: "logGroupName" }), {
      create: ["PutMetricFilter"],
      read: ["DescribeMetricFilters"],
      update: ["PutMetricFilter"],
      delete: ["DeleteMetricFilter"],
    }),
  ],
  "aws:cloudwatch/metricAlarm:MetricAlarm": [
    on("cloudwatch", "alarm", named({ AlarmName: "name" }), {
      create: ["PutMetricAlarm", "TagResource"],
      read: ["DescribeAlarms", "ListTagsForResource"],
      update: ["PutMetricAlarm", "TagResource", "UntagResource"],
      delete: ["DeleteAlarms"],
    }),
  ],
  "aws:budgets/budget:Budget": [
    on("budgets", "budget", named({ BudgetName: "name" }), {
      create: ["ModifyBudget", "TagResource"],
      read: ["ViewBudget", "ListTagsForResource"],
      update: ["ModifyBudget", "TagResource", "UntagResource"],
      delete: ["ModifyBudget"],
    }),
  ],
  "aws:costexplorer/anomalyMonitor:AnomalyMonitor": [
    onNothing("ce", { create: ["CreateAnomalyMonitor"] }),
    on("ce", "anomalymonitor", anomalies, {
      read: ["GetAnomalyMonitors", "ListTagsForResource"],
      update: ["UpdateAnomalyMonitor", "TagResource", "UntagResource"],
      delete: ["DeleteAnomalyMonitor"],
    }),
  ],
  "aws:costexplorer/anomalySubscription:AnomalySubscription": [
    onNothing("ce", { create: ["CreateAnomalySubscription"] }),
    on("ce", "anomalysubscription", anomalies, {
      read: ["GetAnomalySubscriptions", "ListTagsForResource"],
      update: ["UpdateAnomalySubscription", "TagResource", "UntagResource"],
      delete: ["DeleteAnomalySubscription"],
    }),
  ],
  "aws:cloudwatch/dashboard:Dashboard": [
    on("cloudwatch", "dashboard", named({ DashboardName: "dashboardName" }), {
      create: ["PutDashboard"],
      read: ["GetDashboard"],
      delete: ["DeleteDashboards"],
    }),
  ],
};
