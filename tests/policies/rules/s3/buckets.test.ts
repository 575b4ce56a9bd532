import {
  bucketBlocksPublicAccess,
  bucketKeepsItsObjects,
  bucketKeepsVersions,
  bucketPolicyLetsInOwnServices,
  bucketSettingsNameABucket,
} from "../../../../policies/rules/s3/buckets";
import { drop, resource, set, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";

const bucket = "aws:s3/bucket:Bucket";
const block = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";
const ownership = "aws:s3/bucketOwnershipControls:BucketOwnershipControls";

testRule(bucketBlocksPublicAccess, {
  valid: [
    resource(bucket, "records", { bucket: "records" }),
    resource(block, "block", {
      bucket: "records",
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    }),
    resource(ownership, "owner", { bucket: "records", rule: { objectOwnership: "BucketOwnerEnforced" } }),
  ],
  refuses: {
    "a bucket without a block": [without("block"), "records", /public access block is not set/],
    "a block of another bucket": [set("block", "bucket", "others"), "records", /public access block is not set/],
    "blockPublicAcls off": [set("block", "blockPublicAcls", false), /blockPublicAcls is false, wanted true/],
    "blockPublicPolicy off": [set("block", "blockPublicPolicy", false), /blockPublicPolicy is false, wanted true/],
    "ignorePublicAcls off": [set("block", "ignorePublicAcls", false), /ignorePublicAcls is false, wanted true/],
    "restrictPublicBuckets off": [
      set("block", "restrictPublicBuckets", false),
      /restrictPublicBuckets is false, wanted true/,
    ],
    "a switch that is not set": [drop("block", "blockPublicAcls"), /blockPublicAcls is not set/],
    "access lists that count": [set("owner", "rule.objectOwnership", "ObjectWriter"), /is ObjectWriter/],
    "a public access list": [set("records", "acl", "public-read"), /acl is public-read/],
  },
});

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

const versioning = "aws:s3/bucketVersioning:BucketVersioning";

testRule(bucketSettingsNameABucket, {
  valid: [resource(bucket, "records", { bucket: "records" }), resource(versioning, "versions", { bucket: "records" })],
  refuses: {
    "a bucket that is not there": [
      set("versions", "bucket", "recordsx"),
      /bucket is recordsx, wanted a bucket of this stack/,
    ],
    "no bucket": [drop("versions", "bucket"), /bucket is not set/],
  },
});

testRule(bucketKeepsItsObjects, {
  valid: [resource(bucket, "records", { forceDestroy: false }), resource(bucket, "plain")],
  refuses: {
    "a bucket that is emptied with its stack": [
      set("records", "forceDestroy", true),
      /forceDestroy is true, wanted false/,
    ],
  },
});

testRule(bucketKeepsVersions, {
  valid: [
    resource(bucket, "records", { bucket: "records" }),
    resource(versioning, "versions", { bucket: "records", versioningConfiguration: { status: "Enabled" } }),
  ],
  refuses: {
    "a bucket without versioning": [
      without("versions"),
      "records",
      /versioningConfiguration.status is not set, wanted Enabled/,
    ],
    "versioning that is suspended": [
      set("versions", "versioningConfiguration.status", "Suspended"),
      "records",
      /is Suspended/,
    ],
    "versioning of another bucket": [set("versions", "bucket", "others"), "records", /is not set/],
  },
});
