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
  refuses: {
    "a bucket without a policy": [without("policy"), "records", /no such statement/],
    "a policy of another bucket": [set("policy", "bucket", "others"), "records", /no such statement/],
    "objects that are left out": [
      set(
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
      "records",
      /no such statement/,
    ],
    "a bucket that is left out": [
      set(
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
      "records",
      /no such statement/,
    ],
  },
});
