/** A call that an AWS service makes on behalf of a resource, and the condition keys that it carries. */
export interface ServiceCall {
  /** First label of the service principals: `sns` of `sns.amazonaws.com`. */
  readonly services: readonly string[];
  /** The kind of resource whose policy decides about the call. */
  readonly policyOf: "topic" | "queue" | "bucket" | "function" | "key";
  /** In lower case, without wildcards. */
  readonly actions: readonly string[];
  /** Condition keys that AWS's page for this use names. A condition on any other key silently denies the call. */
  readonly gives: readonly string[];
  /** URL of AWS's page. */
  readonly page: string;
  /** What the page does not document, so that only a test in an AWS account can show it. */
  readonly open?: string;
}

const arn = "aws:SourceArn";
const account = "aws:SourceAccount";
const publish = ["kms:decrypt", "kms:generatedatakey"];
const encrypt = [...publish, "kms:reencryptfrom", "kms:reencryptto"];

/** Encryption contexts that services pass to KMS, as condition keys. */
export const contextKeys = {
  logGroup: "kms:EncryptionContext:aws:logs:arn",
  eventBus: "kms:EncryptionContext:aws:events:event-bus:arn",
  trail: "kms:EncryptionContext:aws:cloudtrail:arn",
  topic: "kms:EncryptionContext:aws:sns:topicArn",
} as const;

/** The calls that services make for the resources of this project, and for some that it may add. */
export const serviceCalls = {
  publishesToTopic: {
    services: ["cloudwatch", "ses", "budgets", "s3"],
    ...{ policyOf: "topic", actions: ["sns:publish"], gives: [arn, account] },
    page: "SNS guide, Example cases for Amazon SNS access control; SES guide, Set up an Amazon SNS event destination",
  },
  anomaliesPublish: {
    ...{ services: ["costalerts"], policyOf: "topic", actions: ["sns:publish"], gives: [arn, account] },
    page: "Cost Management guide, Creating an Amazon SNS topic for anomaly notifications",
  },
  ruleSendsToTopic: {
    ...{ services: ["events"], policyOf: "topic", actions: ["sns:publish"], gives: [arn] },
    page: "EventBridge guide, Using resource-based policies",
  },
  topicSendsToQueue: {
    ...{ services: ["sns"], policyOf: "queue", actions: ["sqs:sendmessage"], gives: [arn] },
    page: "SNS guide, Subscribing an Amazon SQS queue to an Amazon SNS topic",
  },
  eventsSendToQueue: {
    ...{ services: ["events"], policyOf: "queue", actions: ["sqs:sendmessage"], gives: [arn] },
    page: "EventBridge guide, Using resource-based policies; Using dead-letter queues",
  },
  bucketNotifiesQueue: {
    ...{ services: ["s3"], policyOf: "queue", actions: ["sqs:sendmessage"], gives: [arn, account] },
    page: "S3 guide, Granting permissions to publish event notification messages to a destination",
  },
  trailWrites: {
    ...{ services: ["cloudtrail"], policyOf: "bucket", actions: ["s3:getbucketacl", "s3:putobject"] },
    gives: [arn, "s3:x-amz-acl"],
    page: "CloudTrail guide, Amazon S3 bucket policy for CloudTrail",
  },
  apiCalls: {
    ...{ services: ["apigateway"], policyOf: "function", actions: ["lambda:invokefunction"], gives: [arn] },
    page: "API Gateway guide, API Gateway permissions model for invoking an API",
  },
  topicCalls: {
    ...{ services: ["sns"], policyOf: "function", actions: ["lambda:invokefunction"], gives: [arn, account] },
    page: "Lambda API reference, AddPermission: SourceArn and SourceAccount",
    open: "Lambda's page for SNS shows SourceArn only; the account is in the topic's ARN",
  },
  keyForTopic: {
    services: ["cloudwatch", "ses", "budgets", "costalerts", "s3", "cloudtrail"],
    ...{ policyOf: "key", actions: publish, gives: [arn, account] },
    page: "SNS guide, Managing Amazon SNS encryption keys: Enable compatibility between event sources and encrypted topics",
  },
  keyForTopicOfRule: {
    ...{ services: ["events"], policyOf: "key", actions: publish, gives: [contextKeys.topic] },
    page: "SNS guide, Managing Amazon SNS encryption keys: source keys are not supported for EventBridge-to-encrypted topics",
  },
  keyForQueue: {
    ...{ services: ["sns", "events"], policyOf: "key", actions: publish, gives: [arn] },
    page: "SQS guide, Access management for encrypted Amazon SQS queues with least privilege policies",
    open: "for EventBridge the page shows no condition at all; SNS's says that to encrypted topics it gives no source",
  },
  keyForQueueOfBucket: {
    ...{ services: ["s3"], policyOf: "key", actions: publish, gives: [arn, account] },
    page: "SQS guide, Access management for encrypted Amazon SQS queues with least privilege policies",
  },
  eventsDescribeKey: {
    ...{ services: ["events"], policyOf: "key", actions: ["kms:describekey"], gives: [account] },
    page: "EventBridge guide, Authorizing EventBridge to use a customer managed key",
    open: "the example policies have no condition on this action; the text names account and source for a bus",
  },
  busEncrypts: {
    ...{ services: ["events"], policyOf: "key", actions: encrypt, gives: [contextKeys.eventBus] },
    page: "EventBridge guide, Encrypting event buses and Encrypting archives: the context is the bus, for both",
  },
  trailDescribesKey: {
    ...{ services: ["cloudtrail"], policyOf: "key", actions: ["kms:describekey"], gives: [arn] },
    page: "CloudTrail guide, Configure AWS KMS key policies for CloudTrail",
  },
  trailEncrypts: {
    ...{ services: ["cloudtrail"], policyOf: "key", actions: publish, gives: [arn, contextKeys.trail] },
    page: "CloudTrail guide, Configure AWS KMS key policies for CloudTrail",
  },
  logsEncrypt: {
    ...{ services: ["logs"], policyOf: "key", actions: [...encrypt, "kms:encrypt", "kms:describekey"] },
    gives: [contextKeys.logGroup],
    page: "CloudWatch Logs guide, Encrypt log data in CloudWatch Logs using AWS Key Management Service",
  },
} as const satisfies Readonly<Record<string, ServiceCall>>;

/** The KMS call of a service that publishes to an encrypted topic or queue. */
export function keyCallFor(principal: string, destination: "topic" | "queue"): ServiceCall {
  const service = principal.split(".")[0] ?? "";
  if (service === "events" && destination === "topic") return serviceCalls.keyForTopicOfRule;
  if (destination === "topic") return serviceCalls.keyForTopic;
  return service === "s3" ? serviceCalls.keyForQueueOfBucket : serviceCalls.keyForQueue;
}

/**
 * Resources in whose name a service calls, of which AWS makes the id up when they are made: a policy that they need before that can only name all
 * of the account's. By the first label of the principal, with the service and the resource part of the ARN.
 */
const unnamedSources: Readonly<Record<string, { readonly service: string; readonly resource: string }>> = {
  costalerts: { service: "ce", resource: "anomalysubscription/*" },
};

/** Whether a source with this ARN stands for all of its kind in an account, because AWS gives it no name that could be known. */
export function isUnnamedSource(service: string, resource: string): boolean {
  return Object.values(unnamedSources).some((source) => source.service === service && source.resource === resource);
}

/** Whether resources of a service are what a principal calls for: `sns.amazonaws.com` for topics, `costalerts.amazonaws.com` for those of `ce`. */
export function callsFor(principal: string, service: string): boolean {
  const labels = principal.split(".");
  return labels.includes(service) || unnamedSources[labels[0] ?? ""]?.service === service;
}
