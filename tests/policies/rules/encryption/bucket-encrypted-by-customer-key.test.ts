import { bucketEncryptedByCustomerKey } from "../../../../policies/rules/encryption/bucket-encrypted-by-customer-key";
import { drop, resource, set, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";

const bucket = "aws:s3/bucket:Bucket";
const encryption = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";

testRule(bucketEncryptedByCustomerKey, {
  valid: [
    resource(bucket, "records", { bucket: "records" }),
    resource(encryption, "by-key", {
      bucket: "records",
      rules: [
        {
          applyServerSideEncryptionByDefault: {
            sseAlgorithm: "aws:kms",
            kmsMasterKeyId: "arn:aws:kms:eu-central-1:123456789012:key/1",
          },
        },
      ],
    }),
  ],
  failing: [
    {
      title: "a bucket without a configuration",
      change: (valid) => without(valid, "by-key"),
      type: bucket,
      name: "records",
      says: /encryption is not set/,
    },
    {
      title: "a configuration of another bucket",
      change: (valid) => set(valid, "by-key", "bucket", "recordsx"),
      type: bucket,
      name: "records",
      says: /encryption is not set/,
    },
    {
      title: "a configuration without rules",
      change: (valid) => set(valid, "by-key", "rules", []),
      type: encryption,
      name: "by-key",
      says: /rules is not set/,
    },
    {
      title: "S3's own keys",
      change: (valid) => set(valid, "by-key", "rules.0.applyServerSideEncryptionByDefault.sseAlgorithm", "AES256"),
      type: encryption,
      name: "by-key",
      says: /sseAlgorithm is AES256, wanted aws:kms/,
    },
    {
      title: "S3's key in KMS",
      change: (valid) => drop(valid, "by-key", "rules.0.applyServerSideEncryptionByDefault.kmsMasterKeyId"),
      type: encryption,
      name: "by-key",
      says: /kmsMasterKeyId is not set/,
    },
  ],
});
