import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { createdFirst } from "../components/blocks/created-first";
import { insecure, policyDocument } from "../components/blocks/policy";
import { physicalName } from "../components/naming";
import type { Tags } from "../components/tags";
import { typeToken } from "../components/type-tokens";
import type { DeploymentTarget } from "./deployment-target";
import { DELIVERY, deliveryName, stateKeyAlias } from "./names";
import { SECRETS_CONTEXT } from "./rights/state";

export interface StateStoreArgs {
  /** Environment whose stacks keep their state here. */
  readonly environment: string;
  readonly target: pulumi.Output<DeploymentTarget>;
  /** Days for which old versions of the state are kept. */
  readonly historyDays: number;
  readonly tags: Tags;
}

/**
 * Storage for the state of an environment's stacks: a private bucket with versioning, and the key that encrypts the bucket and, as Pulumi's
 * secrets provider, the secrets inside the state. Without them Pulumi could no longer manage the stacks, so both are protected.
 */
export class StateStore extends pulumi.ComponentResource {
  readonly bucketArn: pulumi.Output<string>;
  readonly keyArn: pulumi.Output<string>;
  /** For `pulumi login`. */
  readonly backendUrl: pulumi.Output<string>;
  /** For `pulumi stack init --secrets-provider`. */
  readonly secretsProvider: pulumi.Output<string>;

  constructor(name: string, args: StateStoreArgs, opts?: pulumi.ComponentResourceOptions) {
    super(typeToken("bootstrap", "StateStore"), name, {}, opts);
    const kept = { parent: this, protect: true, retainOnDelete: true };
    const { key, alias } = stateKey(args, kept);
    const bucket = stateBucket(args, key, kept);
    this.bucketArn = bucket.arn;
    this.keyArn = key.arn;
    this.backendUrl = pulumi.interpolate`s3://${bucket.bucket}`;
    this.secretsProvider = pulumi.interpolate`awskms:///${alias.name}?region=${args.target.region}&context_${SECRETS_CONTEXT}=${args.environment}`;
    this.registerOutputs({ bucketArn: this.bucketArn, keyArn: this.keyArn });
  }
}

function stateKey({ environment, target, tags }: StateStoreArgs, kept: pulumi.CustomResourceOptions) {
  const namePrefix = deliveryName("state", environment);
  const key = new aws.kms.Key(
    `${namePrefix}-key`,
    {
      description: `Encrypts the Pulumi state of ${environment} and the secrets in it`,
      enableKeyRotation: true,
      deletionWindowInDays: 30,
      policy: policyDocument([
        {
          Sid: "AccountAdministers",
          Effect: "Allow",
          Principal: { AWS: pulumi.interpolate`arn:${target.partition}:iam::${target.accountId}:root` },
          Action: "kms:*",
          Resource: "*",
        },
      ]),
      tags,
    },
    kept,
  );
  const alias = new aws.kms.Alias(
    `${namePrefix}-key-alias`,
    { name: stateKeyAlias(environment), targetKeyId: key.keyId },
    kept,
  );
  return { key, alias };
}

function stateBucket(args: StateStoreArgs, key: aws.kms.Key, kept: pulumi.CustomResourceOptions): aws.s3.Bucket {
  const namePrefix = deliveryName("state", args.environment);
  const bucket = new aws.s3.Bucket(
    namePrefix,
    {
      // Bucket names are unique across all AWS accounts, so the name contains the account.
      bucket: pulumi.interpolate`${physicalName("bucket", namePrefix, DELIVERY)}-${args.target.accountId}`,
      tags: args.tags,
    },
    { ...kept, ...createdFirst },
  );
  new aws.s3.BucketPublicAccessBlock(
    `${namePrefix}-access`,
    {
      bucket: bucket.bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    },
    kept,
  );
  new aws.s3.BucketOwnershipControls(
    `${namePrefix}-ownership`,
    { bucket: bucket.bucket, rule: { objectOwnership: "BucketOwnerEnforced" } },
    kept,
  );
  const versions = new aws.s3.BucketVersioning(
    `${namePrefix}-versions`,
    { bucket: bucket.bucket, versioningConfiguration: { status: "Enabled" } },
    kept,
  );
  new aws.s3.BucketServerSideEncryptionConfiguration(
    `${namePrefix}-encryption`,
    {
      bucket: bucket.bucket,
      rules: [
        {
          applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: key.arn },
          bucketKeyEnabled: true,
        },
      ],
    },
    kept,
  );
  new aws.s3.BucketLifecycleConfiguration(
    `${namePrefix}-history`,
    {
      bucket: bucket.bucket,
      rules: [
        {
          id: "forget-former-versions",
          status: "Enabled",
          filter: { prefix: "" },
          noncurrentVersionExpiration: { noncurrentDays: args.historyDays },
          abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
        },
      ],
    },
    { ...kept, dependsOn: [versions] },
  );
  new aws.s3.BucketPolicy(
    `${namePrefix}-policy`,
    {
      bucket: bucket.bucket,
      policy: policyDocument([
        {
          Sid: "DenyInsecureTransport",
          Effect: "Deny",
          Principal: "*",
          Action: "s3:*",
          Resource: [bucket.arn, pulumi.interpolate`${bucket.arn}/*`],
          Condition: insecure,
        },
      ]),
    },
    kept,
  );
  return bucket;
}
