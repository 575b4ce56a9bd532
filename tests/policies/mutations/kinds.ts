import type { Kind } from "./mutation";

/** Kinds by `Type.property`, or by type alone for all its properties; what is not named here is of the kind `wiring`. */
const kinds: Readonly<Record<string, Kind>> = {
  RolePolicy: "grant",
  Role: "grant",
  RolePolicyAttachment: "grant",
  QueuePolicy: "grant",
  TopicPolicy: "grant",
  BucketPolicy: "grant",
  "Key.policy": "grant",
  Key: "encryption",
  Bucket: "protection",
  BucketPublicAccessBlock: "protection",
  BucketOwnershipControls: "protection",
  BucketVersioning: "protection",
  BucketLifecycleConfiguration: "protection",
  BucketServerSideEncryptionConfiguration: "encryption",
  Trail: "observability",
  MetricAlarm: "observability",
  Dashboard: "observability",
  LogGroup: "observability",
  LogMetricFilter: "observability",
  ContributorInsights: "observability",
  MethodSettings: "observability",
  ConfigurationSet: "protection",
  EmailIdentity: "protection",
  Table: "protection",
  "Table.streamEnabled": "wiring",
  "Table.streamViewType": "wiring",
  "LogGroup.kmsKeyId": "encryption",
  Application: "protection",
  DeploymentGroup: "protection",
  "Function.kmsKeyArn": "encryption",
  "Function.loggingConfig": "observability",
  "Function.tracingConfig": "observability",
  "Function.memorySize": "sizing",
  "Function.timeout": "sizing",
  "Function.runtime": "sizing",
  "Function.environment": "wiring",
  "Function.reservedConcurrentExecutions": "sizing",
  "Stage.accessLogSettings": "observability",
  "Stage.xrayTracingEnabled": "observability",
  "Topic.kmsMasterKeyId": "encryption",
  "Queue.kmsMasterKeyId": "encryption",
  "Queue.messageRetentionSeconds": "protection",
  "EventBus.kmsKeyIdentifier": "encryption",
  "EventArchive.kmsKeyIdentifier": "encryption",
  "EventArchive.retentionDays": "protection",
  "RestApi.body": "protection",
};

/** What breaks when this property is changed. */
export function kindOf(type: string, property: string): Kind {
  if (property === "tags") return "tags";
  return kinds[`${type}.${property}`] ?? kinds[type] ?? "wiring";
}
