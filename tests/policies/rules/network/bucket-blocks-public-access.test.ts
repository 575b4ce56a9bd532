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
  failing: [
    {
      title: "a bucket without a block",
      change: (valid) => without(valid, "block"),
      type: bucket,
      name: "records",
      says: /public access block is not set/,
    },
    {
      title: "a block of another bucket",
      change: (valid) => set(valid, "block", "bucket", "others"),
      type: bucket,
      name: "records",
      says: /public access block is not set/,
    },
    {
      title: "blockPublicAcls off",
      change: (valid) => set(valid, "block", "blockPublicAcls", false),
      type: block,
      name: "block",
      says: /blockPublicAcls is false, wanted true/,
    },
    {
      title: "blockPublicPolicy off",
      change: (valid) => set(valid, "block", "blockPublicPolicy", false),
      type: block,
      name: "block",
      says: /blockPublicPolicy is false, wanted true/,
    },
    {
      title: "ignorePublicAcls off",
      change: (valid) => set(valid, "block", "ignorePublicAcls", false),
      type: block,
      name: "block",
      says: /ignorePublicAcls is false, wanted true/,
    },
    {
      title: "restrictPublicBuckets off",
      change: (valid) => set(valid, "block", "restrictPublicBuckets", false),
      type: block,
      name: "block",
      says: /restrictPublicBuckets is false, wanted true/,
    },
    {
      title: "a switch that is not set",
      change: (valid) => drop(valid, "block", "blockPublicAcls"),
      type: block,
      name: "block",
      says: /blockPublicAcls is not set/,
    },
    {
      title: "access lists that count",
      change: (valid) => set(valid, "owner", "rule.objectOwnership", "ObjectWriter"),
      type: ownership,
      name: "owner",
      says: /is ObjectWriter/,
    },
    {
      title: "a public access list",
      change: (valid) => set(valid, "records", "acl", "public-read"),
      type: bucket,
      name: "records",
      says: /acl is public-read/,
    },
  ],
});
