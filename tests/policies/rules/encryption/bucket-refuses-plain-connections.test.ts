import { bucketRefusesPlainConnections } from "../../../../policies/rules/encryption/bucket-refuses-plain-connections";
import { resource, set, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";

const bucket = "aws:s3/bucket:Bucket";
const policy = "aws:s3/bucketPolicy:BucketPolicy";
const records = resource(bucket, "records", { bucket: "records" });

testRule(bucketRefusesPlainConnections, {
  valid: [
    records,
    resource(policy, "policy", {
      bucket: "records",
      policy: JSON.stringify({
        Statement: [
          {
            Effect: "Deny",
            Principal: "*",
            Action: "s3:*",
            Resource: [records.state.arn, `${records.state.arn}/*`],
            Condition: { Bool: { "aws:SecureTransport": "false" } },
          },
        ],
      }),
    }),
  ],
  failing: [
    {
      title: "a bucket without a policy",
      change: (valid) => without(valid, "policy"),
      type: bucket,
      name: "records",
      says: /no such statement/,
    },
    {
      title: "a policy of another bucket",
      change: (valid) => set(valid, "policy", "bucket", "others"),
      type: bucket,
      name: "records",
      says: /no such statement/,
    },
    {
      title: "objects that are left out",
      change: (valid) =>
        set(
          valid,
          "policy",
          "policy",
          JSON.stringify({
            Statement: [
              {
                Effect: "Deny",
                Principal: "*",
                Action: "s3:*",
                Resource: records.state.arn,
                Condition: { Bool: { "aws:SecureTransport": "false" } },
              },
            ],
          }),
        ),
      type: bucket,
      name: "records",
      says: /no such statement/,
    },
    {
      title: "a bucket that is left out",
      change: (valid) =>
        set(
          valid,
          "policy",
          "policy",
          JSON.stringify({
            Statement: [
              {
                Effect: "Deny",
                Principal: "*",
                Action: "s3:*",
                Resource: `${records.state.arn}/*`,
                Condition: { Bool: { "aws:SecureTransport": "false" } },
              },
            ],
          }),
        ),
      type: bucket,
      name: "records",
      says: /no such statement/,
    },
  ],
});
