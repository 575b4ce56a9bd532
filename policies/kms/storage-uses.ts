import { regionalHost } from "../../aws/partitions";
import { awsTypes } from "../../aws/resource-types";
import { contextKeys } from "../../aws/service-principals";
import type { Resource } from "../engine/resource";
import type { Stack } from "../engine/stack";
import { keyOf } from "./key-of";
import { type KeyUse, publishingTo } from "./key-use";

/** How services that store data under a key use it, and services that notify about that data. */
export const storageUses: Readonly<Record<string, (stack: Stack, resource: Resource) => readonly KeyUse[]>> = {
  [awsTypes.cloudwatch.logGroup]: logUses,
  [awsTypes.cloudtrail.trail]: trailUses,
  [awsTypes.s3.bucketNotification]: notificationUses,
};

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html */
function logUses(stack: Stack, group: Resource): readonly KeyUse[] {
  const key = keyOf(stack, group);
  const arn = group.text("arn")?.replace(/:\*$/, "");
  if (key === undefined || arn === undefined) return [];
  const [, , , region = ""] = arn.split(":");
  return [
    {
      key,
      purpose: `to encrypt the log group '${group.name}'`,
      service: regionalHost("logs", region),
      needs: ["Encrypt", "Decrypt", "ReEncryptFrom", "ReEncryptTo", "GenerateDataKey", "DescribeKey"].map(
        (action) => `kms:${action}`,
      ),
      may: /^kms:(encrypt\*?|decrypt\*?|reencrypt(\*|from|to)|generatedatakey\*?|describe(\*|key))$/i,
      source: undefined,
      givesAccount: false,
      context: { [contextKeys.logGroup]: arn },
    },
  ];
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html */
function trailUses(stack: Stack, trail: Resource): readonly KeyUse[] {
  const service = "cloudtrail.amazonaws.com";
  const source = trail.text("arn");
  const topics = publishingTo(stack, stack.named(trail, "snsTopicName", awsTypes.sns.topic), {
    service,
    source: trail,
    purpose: `so that trail '${trail.name}' can publish to`,
  });
  const key = keyOf(stack, trail);
  if (key === undefined || source === undefined) return topics;
  const use = { key, service, source, givesAccount: false, purpose: `to encrypt the files of trail '${trail.name}'` };
  return [
    ...topics,
    { ...use, needs: ["kms:DescribeKey"], may: /^kms:describekey$/i, context: {} },
    {
      ...use,
      needs: ["kms:GenerateDataKey"],
      may: /^kms:generatedatakey\*?$/i,
      context: { [contextKeys.trail]: source },
    },
    // With a bucket key CloudTrail must decrypt as well, and the encryption context is the bucket's instead of the trail's.
    ...(hasBucketKey(stack, trail) ? [{ ...use, needs: ["kms:Decrypt"], may: /^kms:decrypt$/i, context: {} }] : []),
  ];
}

function hasBucketKey(stack: Stack, trail: Resource): boolean {
  const [bucket] = stack.named(trail, "s3BucketName", awsTypes.s3.bucket);
  return stack
    .ofType(awsTypes.s3.bucketServerSideEncryptionConfiguration)
    .filter((encryption) => stack.named(encryption, "bucket", awsTypes.s3.bucket)[0] === bucket)
    .some((encryption) =>
      encryption.list("rules").some((_, index) => encryption.flag(`rules.${index}.bucketKeyEnabled`)),
    );
}

function notificationUses(stack: Stack, notification: Resource): readonly KeyUse[] {
  const [bucket] = stack.named(notification, "bucket", awsTypes.s3.bucket);
  if (bucket === undefined) return [];
  const destinations = [
    ...notification
      .list("queues")
      .flatMap((_, index) => stack.named(notification, `queues.${index}.queueArn`, awsTypes.sqs.queue)),
    ...notification
      .list("topics")
      .flatMap((_, index) => stack.named(notification, `topics.${index}.topicArn`, awsTypes.sns.topic)),
  ];
  const purpose = `so that bucket '${bucket.name}' can send events about its objects to`;
  return publishingTo(stack, destinations, { service: "s3.amazonaws.com", source: bucket, purpose });
}
