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
  refuses: {
    everybody: [set("policy", "policy", document({ Principal: "*" })), /policy.Statement\[1\].Principal is /],
    "another account": [
      set("policy", "policy", document({ Principal: { AWS: "arn:aws:iam::210987654321:root" } })),
      /policy.Statement\[1\].Principal is /,
    ],
    "every action": [
      set("policy", "policy", document({ Action: ["s3:PutObject", "s3:*"] })),
      /policy.Statement\[1\].Action is \["s3:\*"\]/,
    ],
    "another bucket": [
      set("policy", "policy", document({ Resource: "arn:aws:s3:::others/*" })),
      /policy.Statement\[1\].Resource is /,
    ],
    "actions by exception": [
      set("policy", "policy", document({ Action: undefined, NotAction: "s3:DeleteBucket" })),
      /policy.Statement\[1\].NotAction, NotResource or NotPrincipal is /,
    ],
    "a service without a condition": [
      set("policy", "policy", document({ Condition: undefined })),
      /policy.Statement\[1\].Condition is /,
    ],
    "any source": [
      set("policy", "policy", document({ Condition: { StringLike: { "aws:SourceArn": "*" } } })),
      /policy.Statement\[1\].Condition is /,
    ],
    "a source that need not come": [
      set("policy", "policy", document({ Condition: { StringEqualsIfExists: { "aws:SourceArn": audit.state.arn } } })),
      /policy.Statement\[1\].Condition is /,
    ],
    "a source from elsewhere": [without("audit"), "policy", /Condition is/],
    "no policy that can be read": [set("policy", "policy", "{"), /policy is/],
  },
});
