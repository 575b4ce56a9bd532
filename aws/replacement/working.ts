import { awsTypes } from "../resource-types";
import { follows, none, nothing, type Replacement, reference } from "./replacement";

/** What holds data, runs, or is called. */
export const working: Readonly<Record<string, Replacement>> = {
  // Hold what cannot be made again
  [awsTypes.dynamodb.table]: {
    replacedBy: [
      "name",
      "hashKey",
      "rangeKey",
      "localSecondaryIndexes",
      "importTable",
      "restoreSourceName",
      "restoreSourceTableArn",
      "restoreBackupArn",
    ],
    sameName: "taken",
    first: "create",
    loses: "Every item, the stream and the history of point-in-time recovery.",
    remedy:
      "Declare a second table under a new logical name, copy the items, move the readers and writers, then drop the old one.",
    source: "dynamodb/table.go",
  },
  [awsTypes.s3.bucket]: {
    replacedBy: ["bucket", "bucketPrefix", "objectLockEnabled"],
    sameName: "taken",
    first: "create",
    loses: "Every object where forceDestroy is set; else AWS refuses to delete it.",
    remedy: "Declare a second bucket, copy the objects, then drop the old one.",
    source: "s3/bucket.go",
  },
  [awsTypes.cloudwatch.eventArchive]: {
    replacedBy: ["name", "eventSourceArn"],
    sameName: "taken",
    first: "create",
    loses: "The events of the past that could be replayed.",
    remedy: "Declare a second archive under a new name; keep the old one until archiveRetentionDays have passed.",
    source: "events/archive.go",
  },
  [awsTypes.sqs.queue]: {
    replacedBy: ["name", "namePrefix", "fifoQueue"],
    sameName: "taken",
    first: "create",
    loses: "The messages that wait in it. A name is refused for 60 seconds after its queue was deleted.",
    remedy: "Give the new queue another name, let consumers empty the old one, then drop it.",
    source: "sqs/queue.go",
  },
  [awsTypes.cloudwatch.logGroup]: {
    replacedBy: ["name", "namePrefix", "logGroupClass"],
    sameName: "taken",
    first: "create",
    loses: "The log of the past.",
    remedy: "Set retainOnDelete and deploy, then change the name; the old group stays, with its own expiry.",
    source: "logs/group.go",
  },
  [awsTypes.kms.key]: {
    replacedBy: ["multiRegion", "customerMasterKeySpec", "keyUsage", "customKeyStoreId", "xksKeyId"],
    sameName: "free",
    first: "create",
    loses: "In 30 days everything that only the old key opens.",
    remedy: "Do not: what is encrypted stays with the old key. Cancel the deletion of the old key if it has happened.",
    source: "kms/key.go",
  },

  // Run, are called, or are called by
  [awsTypes.lambda.function]: {
    replacedBy: ["name", "packageType", "tenancyConfig"],
    sameName: "taken",
    first: "either",
    loses: "Its versions, and calls while there is none.",
    remedy: "Announce the outage, or declare a second function and move its callers first.",
    source: "lambda/function.go",
  },
  [awsTypes.lambda.alias]: {
    replacedBy: ["functionName", "name"],
    sameName: "taken",
    first: "either",
    remedy: "Announce the outage.",
    loses: "Calls while there is none.",
    source: "lambda/alias.go",
  },
  [awsTypes.lambda.eventSourceMapping]: {
    replacedBy: ["eventSourceArn", "startingPosition", "startingPositionTimestamp", "queues", "topics"],
    sameName: "taken",
    first: "either",
    loses: "Its place in a stream: the new one begins at startingPosition. Messages of a queue wait.",
    remedy: "For a stream begin at TRIM_HORIZON: consumers know what they have done.",
    source: "lambda/event_source_mapping.go",
  },
  [awsTypes.lambda.functionEventInvokeConfig]: {
    replacedBy: ["functionName", "qualifier"],
    ...follows,
    source: "lambda/function_event_invoke_config.go",
  },
  [awsTypes.lambda.permission]: {
    replacedBy: ["action", "function", "principal", "qualifier", "sourceAccount", "sourceArn", "statementId"],
    ...reference,
    source: "lambda/permission.go",
  },
  [awsTypes.codedeploy.application]: {
    replacedBy: ["computePlatform"],
    sameName: "taken",
    first: "either",
    loses: "The list of past roll-outs, with which version was taken back.",
    remedy: "Wait until no roll-out runs: its calls would stay shared between two versions.",
    source: "deploy/app.go",
  },
  [awsTypes.codedeploy.deploymentGroup]: {
    replacedBy: [],
    sameName: "taken",
    first: "either",
    loses: nothing,
    remedy: none,
    source: "deploy/deployment_group.go",
  },
  [awsTypes.codedeploy.deploymentConfig]: {
    replacedBy: [
      "deploymentConfigName",
      "computePlatform",
      "minimumHealthyHosts",
      "trafficRoutingConfig",
      "zonalConfig",
    ],
    sameName: "taken",
    first: "create",
    loses: nothing,
    remedy:
      "None: its name holds its numbers, so others are another one, made before deployment groups let go of the first.",
    source: "deploy/deployment_config.go",
  },
  [awsTypes.apigateway.restApi]: {
    replacedBy: [],
    sameName: "free",
    first: "create",
    loses: nothing,
    remedy: none,
    source: "apigateway/rest_api.go",
  },
  [awsTypes.apigateway.deployment]: {
    replacedBy: ["restApi", "triggers", "variables"],
    sameName: "free",
    first: "create",
    loses: nothing,
    remedy: "None: every change of the API does it. The stage is moved before the old one goes.",
    source: "apigateway/deployment.go",
  },
  [awsTypes.apigateway.stage]: {
    ...{
      replacedBy: ["restApi", "stageName"],
      sameName: "taken",
      first: "either",
      loses: "Calls while there is none.",
    },
    remedy: "Announce the outage: clients that know the address need the new one.",
    source: "apigateway/stage.go",
  },
  [awsTypes.apigateway.methodSettings]: {
    replacedBy: ["restApi", "stageName", "methodPath"],
    ...follows,
    source: "apigateway/method_settings.go",
  },
  [awsTypes.apigateway.account]: { replacedBy: [], ...follows, source: "apigateway/account.go" },
};
