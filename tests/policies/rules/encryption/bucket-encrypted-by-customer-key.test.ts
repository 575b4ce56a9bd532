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
  refuses: {
    "a bucket without a configuration": [without("by-key"), "records", /encryption is not set/],
    "a configuration of another bucket": [set("by-key", "bucket", "recordsx"), "records", /encryption is not set/],
    "a configuration without rules": [set("by-key", "rules", []), /rules is not set/],
    "S3's own keys": [
      set("by-key", "rules.0.applyServerSideEncryptionByDefault.sseAlgorithm", "AES256"),
      /sseAlgorithm is AES256, wanted aws:kms/,
    ],
    "S3's key in KMS": [
      drop("by-key", "rules.0.applyServerSideEncryptionByDefault.kmsMasterKeyId"),
      /kmsMasterKeyId is not set/,
    ],
  },
});
