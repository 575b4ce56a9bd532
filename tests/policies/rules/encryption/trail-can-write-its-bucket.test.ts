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
  refuses: {
    "a bucket that is not there": [set("audit", "s3BucketName", "recordsx"), /s3BucketName is recordsx/],
    "a trail that may not write": [set("policy", "policy", document(checks)), "records", /allows s3:PutObject/],
    "a trail that may not look at the bucket": [
      set("policy", "policy", document(allow("s3:PutObject", folder))),
      "records",
      /allows s3:GetBucketAcl/,
    ],
    "a folder of another account": [
      set("policy", "policy", document(checks, allow("s3:PutObject", folder.replace("AWSLogs/1", "AWSLogs/2")))),
      "records",
      /allows s3:PutObject/,
    ],
    "another trail": [
      set("policy", "policy", document(checks, allow("s3:PutObject", folder, `${source}x`))),
      "records",
      /allows s3:PutObject/,
    ],
    "a trail that does not wait for the policy": [
      change("audit", (item) => ({ ...item, dependencies: [] })),
      /dependsOn is not the bucket's policy/,
    ],
  },
});
