import * as pulumi from "@pulumi/pulumi";
import type { LogicalName } from "../naming";
import * as aws from "../pulumi-aws";
import { arnOf, physicalNameIn, type StackContext } from "../stack";
import { typeToken } from "../type-tokens";
import { holdsData } from "./created-first";
import type { EncryptionKey, KeyServicePrincipal } from "./encryption-key";
import { insecure, policyDocument } from "./policy";

export interface DataTrailArgs {
  readonly stack: StackContext;
  readonly key: EncryptionKey;
  /** Tables whose every read and write is recorded. */
  readonly tableArns: readonly pulumi.Output<string>[];
}

const TRAIL = "monitoring-trail";

/** Records who read and wrote which item of the tables, in a private, encrypted bucket. */
export class DataTrail extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;

  constructor(name: typeof TRAIL, args: DataTrailArgs, opts?: pulumi.ComponentResourceOptions) {
    super(typeToken("blocks", "DataTrail"), name, {}, opts);
    const { stack, key } = args;
    const { bucket, policy } = trailBucket(name, args, this);
    const trail = new aws.cloudtrail.Trail(
      name,
      {
        name: physicalNameIn(stack, "trail", name),
        s3BucketName: bucket.bucket,
        kmsKeyId: key.arn,
        enableLogFileValidation: true,
        includeGlobalServiceEvents: false,
        advancedEventSelectors: [
          {
            name: "Reads and writes of the tables",
            fieldSelectors: [
              { field: "eventCategory", equals: ["Data"] },
              { field: "resources.type", equals: ["AWS::DynamoDB::Table"] },
              { field: "resources.ARN", equals: [...args.tableArns] },
            ],
          },
        ],
        tags: stack.tags,
      },
      // CloudTrail writes a test object when it is created.
      { parent: this, dependsOn: [policy] },
    );
    this.arn = trail.arn;
    this.registerOutputs({ arn: this.arn });
  }
}

/** Services that use the stack's key for the trail. */
export function dataTrailPublishers(stack: StackContext): KeyServicePrincipal[] {
  // The trail's ARN contains the account.
  const trail = { service: "cloudtrail.amazonaws.com", sourceArns: [trailArn(stack)], givesAccount: false };
  return [
    { ...trail, sid: "TrailDescribesKey", actions: ["kms:DescribeKey"] },
    {
      ...trail,
      sid: "TrailEncrypts",
      actions: ["kms:GenerateDataKey*"],
      encryptionContext: { "aws:cloudtrail:arn": trailArn(stack) },
    },
  ];
}

function trailArn(stack: StackContext): pulumi.Output<string> {
  return arnOf(stack, "cloudtrail", `trail/${physicalNameIn(stack, "trail", TRAIL)}`);
}

function trailBucket(name: LogicalName, { stack, key }: DataTrailArgs, parent: pulumi.Resource) {
  const kept = stack.config.retainData;
  // When the bucket is kept, its settings are kept too, so that it stays private and encrypted, and its objects still expire.
  const options = { parent, retainOnDelete: kept };
  const bucket = new aws.s3.Bucket(
    `${name}-bucket`,
    {
      // Bucket names are unique across all AWS accounts, so the name contains the account.
      bucket: pulumi.interpolate`${physicalNameIn(stack, "bucket", name)}-${stack.accountId}`,
      // S3 deletes no bucket with objects in it, and a trail's bucket always has some.
      forceDestroy: !kept,
      tags: stack.tags,
    },
    { ...options, ...holdsData(stack) },
  );
  new aws.s3.BucketPublicAccessBlock(
    `${name}-bucket-access`,
    {
      bucket: bucket.bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    },
    options,
  );
  new aws.s3.BucketOwnershipControls(
    `${name}-bucket-ownership`,
    { bucket: bucket.bucket, rule: { objectOwnership: "BucketOwnerEnforced" } },
    options,
  );
  new aws.s3.BucketVersioning(
    `${name}-bucket-versions`,
    { bucket: bucket.bucket, versioningConfiguration: { status: "Enabled" } },
    options,
  );
  new aws.s3.BucketServerSideEncryptionConfiguration(
    `${name}-bucket-encryption`,
    {
      bucket: bucket.bucket,
      rules: [
        {
          applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: key.arn },
          // With a bucket key CloudTrail would need to decrypt as well, and the encryption context would be the bucket's instead of the
          // trail's.
          bucketKeyEnabled: false,
        },
      ],
    },
    options,
  );
  const days = stack.config.trailRetentionDays;
  new aws.s3.BucketLifecycleConfiguration(
    `${name}-bucket-expiry`,
    {
      bucket: bucket.bucket,
      rules: [
        {
          id: "expire",
          status: "Enabled",
          filter: { prefix: "" },
          expiration: { days },
          noncurrentVersionExpiration: { noncurrentDays: 30 },
          abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
        },
      ],
    },
    options,
  );
  const policy = new aws.s3.BucketPolicy(
    `${name}-bucket-policy`,
    { bucket: bucket.bucket, policy: bucketPolicy(stack, bucket.arn) },
    options,
  );
  return { bucket, policy };
}

function bucketPolicy(stack: StackContext, bucketArn: pulumi.Output<string>): pulumi.Output<string> {
  const objects = pulumi.interpolate`${bucketArn}/AWSLogs/${stack.accountId}/*`;
  const trail = { Service: "cloudtrail.amazonaws.com" };
  return policyDocument([
    {
      Sid: "DenyInsecureTransport",
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: [bucketArn, pulumi.interpolate`${bucketArn}/*`],
      Condition: insecure,
    },
    {
      Sid: "TrailChecksBucket",
      Effect: "Allow",
      Principal: trail,
      Action: "s3:GetBucketAcl",
      Resource: bucketArn,
      Condition: { StringEquals: { "aws:SourceArn": trailArn(stack) } },
    },
    {
      Sid: "TrailWrites",
      Effect: "Allow",
      Principal: trail,
      Action: "s3:PutObject",
      Resource: objects,
      Condition: {
        StringEquals: { "aws:SourceArn": trailArn(stack), "s3:x-amz-acl": "bucket-owner-full-control" },
      },
    },
  ]);
}
