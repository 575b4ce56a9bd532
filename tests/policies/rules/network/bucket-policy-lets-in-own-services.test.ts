import { bucketPolicyLetsInOwnServices } from "../../../../policies/rules/network/bucket-policy-lets-in-own-services";
import { resource, set, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";

const bucket = "aws:s3/bucket:Bucket";
const policy = "aws:s3/bucketPolicy:BucketPolicy";
const records = resource(bucket, "records", { bucket: "records" });
const audit = resource("aws:cloudtrail/trail:Trail", "audit", { s3BucketName: "records" });
const statement = {
  Effect: "Allow",
  Principal: { Service: "cloudtrail.amazonaws.com" },
  Action: "s3:PutObject",
  Resource: `${records.state.arn}/*`,
  Condition: { StringEquals: { "aws:SourceArn": audit.state.arn } },
};
const document = (changed: object = {}) => JSON.stringify({ Statement: [statement, { ...statement, ...changed }] });

testRule(bucketPolicyLetsInOwnServices, {
  valid: [records, audit, resource(policy, "policy", { bucket: "records", policy: document() })],
  failing: [
    {
      title: "everybody",
      change: (valid) => set(valid, "policy", "policy", document({ Principal: "*" })),
      type: policy,
      name: "policy",
      says: /policy.Statement\[1\].Principal is /,
    },
    {
      title: "another account",
      change: (valid) =>
        set(valid, "policy", "policy", document({ Principal: { AWS: "arn:aws:iam::210987654321:root" } })),
      type: policy,
      name: "policy",
      says: /policy.Statement\[1\].Principal is /,
    },
    {
      title: "every action",
      change: (valid) => set(valid, "policy", "policy", document({ Action: ["s3:PutObject", "s3:*"] })),
      type: policy,
      name: "policy",
      says: /policy.Statement\[1\].Action is \["s3:\*"\]/,
    },
    {
      title: "another bucket",
      change: (valid) => set(valid, "policy", "policy", document({ Resource: "arn:aws:s3:::others/*" })),
      type: policy,
      name: "policy",
      says: /policy.Statement\[1\].Resource is /,
    },
    {
      title: "actions by exception",
      change: (valid) => set(valid, "policy", "policy", document({ Action: undefined, NotAction: "s3:DeleteBucket" })),
      type: policy,
      name: "policy",
      says: /policy.Statement\[1\].NotAction, NotResource or NotPrincipal is /,
    },
    {
      title: "a service without a condition",
      change: (valid) => set(valid, "policy", "policy", document({ Condition: undefined })),
      type: policy,
      name: "policy",
      says: /policy.Statement\[1\].Condition is /,
    },
    {
      title: "any source",
      change: (valid) =>
        set(valid, "policy", "policy", document({ Condition: { StringLike: { "aws:SourceArn": "*" } } })),
      type: policy,
      name: "policy",
      says: /policy.Statement\[1\].Condition is /,
    },
    {
      title: "a source that need not come",
      change: (valid) =>
        set(
          valid,
          "policy",
          "policy",
          document({ Condition: { StringEqualsIfExists: { "aws:SourceArn": audit.state.arn } } }),
        ),
      type: policy,
      name: "policy",
      says: /policy.Statement\[1\].Condition is /,
    },
    {
      title: "a source from elsewhere",
      change: (valid) => without(valid, "audit"),
      type: policy,
      name: "policy",
      says: /Condition is/,
    },
    {
      title: "no policy that can be read",
      change: (valid) => set(valid, "policy", "policy", "{"),
      type: policy,
      name: "policy",
      says: /policy is/,
    },
  ],
});
