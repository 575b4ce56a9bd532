import { trailCanWriteItsBucket } from "../../../../policies/rules/encryption/trail-can-write-its-bucket";
import { change, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";

const [type, bucket] = ["aws:cloudtrail/trail:Trail", "aws:s3/bucket:Bucket"];
const records = resource(bucket, "records", { bucket: "records" });
const source = "arn:aws:cloudtrail:eu-central-1:123456789012:trail/audit";
const allow = (Action: string, Resource: string, arn = source) => ({
  Effect: "Allow",
  Principal: { Service: "cloudtrail.amazonaws.com" },
  Action,
  Resource,
  Condition: { StringEquals: { "aws:SourceArn": arn } },
});
const checks = allow("s3:GetBucketAcl", String(records.state.arn));
const folder = `${String(records.state.arn)}/AWSLogs/123456789012/*`;
const document = (...statements: readonly object[]) => JSON.stringify({ Statement: statements });
const policy = resource("aws:s3/bucketPolicy:BucketPolicy", "policy", {
  bucket: "records",
  policy: document(checks, allow("s3:PutObject", folder)),
});
const audit = resource(
  type,
  "audit",
  { s3BucketName: "records" },
  { outputs: { arn: source }, dependencies: [policy.urn] },
);

testRule(trailCanWriteItsBucket, {
  valid: [records, policy, audit],
  failing: [
    {
      title: "a bucket that is not there",
      change: (valid) => set(valid, "audit", "s3BucketName", "recordsx"),
      type: type,
      name: "audit",
      says: /s3BucketName is recordsx/,
    },
    {
      title: "a trail that may not write",
      change: (valid) => set(valid, "policy", "policy", document(checks)),
      type: bucket,
      name: "records",
      says: /allows s3:PutObject/,
    },
    {
      title: "a trail that may not look at the bucket",
      change: (valid) => set(valid, "policy", "policy", document(allow("s3:PutObject", folder))),
      type: bucket,
      name: "records",
      says: /allows s3:GetBucketAcl/,
    },
    {
      title: "a folder of another account",
      change: (valid) =>
        set(
          valid,
          "policy",
          "policy",
          document(checks, allow("s3:PutObject", folder.replace("AWSLogs/1", "AWSLogs/2"))),
        ),
      type: bucket,
      name: "records",
      says: /allows s3:PutObject/,
    },
    {
      title: "another trail",
      change: (valid) => set(valid, "policy", "policy", document(checks, allow("s3:PutObject", folder, `${source}x`))),
      type: bucket,
      name: "records",
      says: /allows s3:PutObject/,
    },
    {
      title: "a trail that does not wait for the policy",
      change: (valid) => change(valid, "audit", (item) => ({ ...item, dependencies: [] })),
      type: type,
      name: "audit",
      says: /dependsOn is not the bucket's policy/,
    },
  ],
});
