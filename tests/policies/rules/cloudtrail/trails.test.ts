import {
  trailCanWriteItsBucket,
  trailIsEncryptedAndValidated,
  trailRecordsEveryTable,
} from "../../../../policies/rules/cloudtrail/trails";
import { change, drop, resource, set } from "../../../support/policies/resources";
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

const trailType = "aws:cloudtrail/trail:Trail";

testRule(trailIsEncryptedAndValidated, {
  valid: [
    resource(trailType, "audit", {
      enableLogFileValidation: true,
      kmsKeyId: "arn:aws:kms:eu-central-1:123456789012:key/1",
    }),
  ],
  refuses: {
    "files that nobody can prove": [drop("audit", "enableLogFileValidation"), /enableLogFileValidation is not set/],
    "validation that is off": [set("audit", "enableLogFileValidation", false), /enableLogFileValidation is false/],
    "no key": [drop("audit", "kmsKeyId"), /kmsKeyId is not set/],
    "a trail that is off": [set("audit", "enableLogging", false), /enableLogging is false/],
  },
});

const orders = resource("aws:dynamodb/table:Table", "orders");
const fieldSelectors = [
  { field: "eventCategory", equals: ["Data"] },
  { field: "resources.type", equals: ["AWS::DynamoDB::Table"] },
  { field: "resources.ARN", equals: [orders.state.arn] },
];

testRule(trailRecordsEveryTable, {
  valid: [orders, resource(trailType, "audit", { advancedEventSelectors: [{ fieldSelectors }] })],
  passes: { "a stack without a trail": [orders] },
  refuses: {
    "a trail of management events only": [set("audit", "advancedEventSelectors", []), /wanted one that records arn/],
    "a table that was left out": [
      set("audit", "advancedEventSelectors.0.fieldSelectors.2.equals", ["arn:aws:dynamodb:x"]),
      /wanted one that records arn/,
    ],
    "another category": [
      set("audit", "advancedEventSelectors.0.fieldSelectors.0.equals", ["Management"]),
      /wanted one that records/,
    ],
    "another kind of resource": [
      set("audit", "advancedEventSelectors.0.fieldSelectors.1.equals", ["AWS::S3::Object"]),
      /wanted one that records/,
    ],
    "reads only": [
      set("audit", "advancedEventSelectors.0.fieldSelectors", [
        ...fieldSelectors,
        { field: "readOnly", equals: ["true"] },
      ]),
      /wanted one that records/,
    ],
    "an exception": [
      set("audit", "advancedEventSelectors.0.fieldSelectors.2.notEquals", [orders.state.arn]),
      /wanted one that records/,
    ],
  },
});
