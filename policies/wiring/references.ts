import { types } from "./types";

/** A property that names another resource. */
export interface Reference {
  readonly type: string;
  readonly property: string;
  /** Types of which one must be named. */
  readonly to: readonly string[];
  /** Whether the property may be left out. */
  readonly optional: boolean;
}

const bucket = ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"];
const keyed = [types.key, "aws:kms/alias:Alias"];
const callable = [types.alias, types.function];

/** Every property of the types of this project that names another resource of the stack. The one place to add another. */
export const references: readonly Reference[] = [
  required(types.alias, "functionName", types.function),
  required(types.mapping, "functionName", ...callable),
  required(types.mapping, "eventSourceArn", types.queue, types.table),
  optional(types.mapping, "destinationConfig.onFailure.destinationArn", types.queue, types.topic),
  required(types.invokeConfig, "functionName", ...callable),
  optional(types.invokeConfig, "destinationConfig.onFailure.destination", types.queue, types.topic),
  required(types.permission, "function", ...callable),
  required(types.function, "role", types.role),
  required(types.function, "loggingConfig.logGroup", types.logGroup),
  optional(types.function, "kmsKeyArn", ...keyed),
  optional(types.function, "deadLetterConfig.targetArn", types.queue, types.topic),
  required(types.rolePolicy, "role", types.role),
  required(types.roleAttachment, "role", types.role),
  required(types.subscription, "topic", types.topic),
  required(types.topicPolicy, "arn", types.topic),
  required(types.queuePolicy, "queueUrl", types.queue),
  required(types.redriveAllow, "queueUrl", types.queue),
  optional(types.queue, "kmsMasterKeyId", ...keyed),
  optional(types.topic, "kmsMasterKeyId", ...keyed),
  required(types.eventTarget, "rule", types.eventRule),
  optional(types.eventTarget, "eventBusName", types.bus),
  required(types.eventTarget, "arn", types.queue, types.topic, ...callable, types.bus),
  optional(types.eventTarget, "deadLetterConfig.arn", types.queue),
  optional(types.eventRule, "eventBusName", types.bus),
  optional(types.bus, "deadLetterConfig.arn", types.queue),
  optional(types.bus, "kmsKeyIdentifier", ...keyed),
  required(types.archive, "eventSourceArn", types.bus),
  optional(types.archive, "kmsKeyIdentifier", ...keyed),
  required(types.deployment, "restApi", types.restApi),
  required(types.stage, "restApi", types.restApi),
  required(types.stage, "deployment", types.deployment),
  optional(types.stage, "accessLogSettings.destinationArn", types.logGroup),
  required(types.methodSettings, "restApi", types.restApi),
  required(types.methodSettings, "stageName", types.stage),
  required(types.apiAccount, "cloudwatchRoleArn", types.role),
  required(types.emailEvents, "configurationSetName", types.configurationSet),
  optional(types.emailEvents, "eventDestination.snsDestination.topicArn", types.topic),
  required("aws:sesv2/emailIdentity:EmailIdentity", "configurationSetName", types.configurationSet),
  required(types.insights, "tableName", types.table),
  optional(types.table, "serverSideEncryption.kmsKeyArn", ...keyed),
  optional(types.logGroup, "kmsKeyId", ...keyed),
  required("aws:cloudwatch/logMetricFilter:LogMetricFilter", "logGroupName", types.logGroup),
  required("aws:kms/alias:Alias", "targetKeyId", types.key),
  required("aws:kms/ciphertext:Ciphertext", "keyId", ...keyed),
  optional("aws:secretsmanager/secret:Secret", "kmsKeyId", ...keyed),
  optional("aws:ssm/parameter:Parameter", "keyId", ...keyed),
  required("aws:cloudtrail/trail:Trail", "s3BucketName", ...bucket),
  optional("aws:cloudtrail/trail:Trail", "kmsKeyId", ...keyed),
  ...["bucketPolicy:BucketPolicy", "bucketPublicAccessBlock:BucketPublicAccessBlock"].map(onBucket),
  ...["bucketOwnershipControls:BucketOwnershipControls", "bucketVersioning:BucketVersioning"].map(onBucket),
  onBucket("bucketLifecycleConfiguration:BucketLifecycleConfiguration"),
  onBucket("bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"),
];

function required(type: string, property: string, ...to: readonly string[]): Reference {
  return { type, property, to, optional: false };
}

function optional(type: string, property: string, ...to: readonly string[]): Reference {
  return { type, property, to, optional: true };
}

function onBucket(type: string): Reference {
  return required(`aws:s3/${type}`, "bucket", ...bucket);
}
