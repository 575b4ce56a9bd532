import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { DataTrail, dataTrailPublishers } from "../../../components/blocks/data-trail";
import { record } from "../../support/pulumi";
import { keyArn, sharedArgs, tags } from "../../support/pulumi-fixtures";
import { statements, the } from "../../support/pulumi-queries";

const trailArn = "arn:aws:cloudtrail:eu-south-2:111122223333:trail/monitoring-trail-test";
const bucketArn = "arn:aws:s3:::monitoring-trail-test-111122223333";

function recordTrail(config: Readonly<Record<string, string>> = {}) {
  return record(() => {
    const { stack, key } = sharedArgs(config);
    const trail = new DataTrail("monitoring-trail", {
      stack,
      key,
      tableArns: [pulumi.output("arn:one"), pulumi.output("arn:two")],
    });
    return { arn: trail.arn, publishers: dataTrailPublishers(stack) };
  });
}

describe("the trail of what is done to the tables", () => {
  it("records reads and writes of exactly these tables, encrypted and with proof of integrity", async () => {
    const { resources } = await recordTrail();

    const trail = the(resources, "aws:cloudtrail/trail:Trail", "monitoring-trail");
    expect(trail.inputs).to.deep.equal({
      name: "monitoring-trail-test",
      s3BucketName: "monitoring-trail-test-111122223333",
      kmsKeyId: keyArn,
      enableLogFileValidation: true,
      includeGlobalServiceEvents: false,
      advancedEventSelectors: [
        {
          name: "Reads and writes of the tables",
          fieldSelectors: [
            { field: "eventCategory", equals: ["Data"] },
            { field: "resources.type", equals: ["AWS::DynamoDB::Table"] },
            { field: "resources.ARN", equals: ["arn:one", "arn:two"] },
          ],
        },
      ],
      tags,
    });
    expect(trail.dependencies).to.include(
      the(resources, "aws:s3/bucketPolicy:BucketPolicy", "monitoring-trail-bucket-policy").urn,
    );
  });

  it("writes into a private, versioned, encrypted bucket that forgets in time", async () => {
    const { resources } = await recordTrail({ trailRetentionDays: "90" });

    const inputs = (type: string, name: string) => the(resources, type, name).inputs;
    const bucket = "monitoring-trail-test-111122223333";
    expect(inputs("aws:s3/bucket:Bucket", "monitoring-trail-bucket")).to.deep.equal({
      bucket,
      forceDestroy: true,
      tags,
    });
    expect(
      inputs("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", "monitoring-trail-bucket-access"),
    ).to.deep.equal({
      bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    expect(
      inputs("aws:s3/bucketOwnershipControls:BucketOwnershipControls", "monitoring-trail-bucket-ownership"),
    ).to.deep.equal({
      bucket,
      rule: { objectOwnership: "BucketOwnerEnforced" },
    });
    expect(inputs("aws:s3/bucketVersioning:BucketVersioning", "monitoring-trail-bucket-versions")).to.deep.equal({
      bucket,
      versioningConfiguration: { status: "Enabled" },
    });
    expect(
      inputs(
        "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
        "monitoring-trail-bucket-encryption",
      ).rules,
    ).to.deep.equal([
      {
        applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: keyArn },
        // With an S3 Bucket Key, CloudTrail refuses to make the trail unless it may also decrypt.
        bucketKeyEnabled: false,
      },
    ]);
    expect(
      inputs("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", "monitoring-trail-bucket-expiry")
        .rules,
    ).to.deep.equal([
      {
        id: "expire",
        status: "Enabled",
        filter: { prefix: "" },
        expiration: { days: 90 },
        noncurrentVersionExpiration: { noncurrentDays: 30 },
        abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
      },
    ]);
  });

  it("lets in CloudTrail for this trail only, and nobody without TLS", async () => {
    const { resources } = await recordTrail();

    const policy = the(resources, "aws:s3/bucketPolicy:BucketPolicy", "monitoring-trail-bucket-policy").inputs.policy;
    const trail = { Service: "cloudtrail.amazonaws.com" };
    expect(statements(policy)).to.deep.equal([
      {
        Sid: "DenyInsecureTransport",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: [bucketArn, `${bucketArn}/*`],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
      {
        Sid: "TrailChecksBucket",
        Effect: "Allow",
        Principal: trail,
        Action: "s3:GetBucketAcl",
        Resource: bucketArn,
        Condition: { StringEquals: { "aws:SourceArn": trailArn } },
      },
      {
        Sid: "TrailWrites",
        Effect: "Allow",
        Principal: trail,
        Action: "s3:PutObject",
        Resource: `${bucketArn}/AWSLogs/111122223333/*`,
        Condition: { StringEquals: { "aws:SourceArn": trailArn, "s3:x-amz-acl": "bucket-owner-full-control" } },
      },
    ]);
  });

  it("uses the key in its own name only", async () => {
    const { result } = await recordTrail();

    const trail = { service: "cloudtrail.amazonaws.com", sourceArns: [trailArn], givesAccount: false };
    expect(result.publishers).to.deep.equal([
      { ...trail, sid: "TrailDescribesKey", actions: ["kms:DescribeKey"] },
      {
        ...trail,
        sid: "TrailEncrypts",
        actions: ["kms:GenerateDataKey*"],
        encryptionContext: { "aws:cloudtrail:arn": trailArn },
      },
    ]);
    expect(result.arn).to.equal(trailArn);
  });

  it("keeps its bucket where data is retained", async () => {
    const { resources } = await recordTrail({ retainData: "true" });

    const bucket = the(resources, "aws:s3/bucket:Bucket", "monitoring-trail-bucket");
    expect(bucket).to.include({ protect: true, retainOnDelete: true });
    expect(bucket.inputs.forceDestroy).to.equal(false);
  });
});
