import { bucketBlocksPublicAccess } from "../../../../policies/rules/network/bucket-blocks-public-access";
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
