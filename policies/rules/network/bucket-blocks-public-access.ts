import { stackRule } from "../../engine/define";
import { bucketSettings, bucketType } from "../encryption/buckets/settings";

const switches = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"] as const;

export const bucketBlocksPublicAccess = stackRule({
  name: "bucket-blocks-public-access",
  concern: "network",
  description: "Buckets block every way to become public, and give no rights by access lists.",
  rationale:
    "The account's own block may be off, and each of the four switches closes a way that the others leave open. In the provider each is off unless it is set.",
  remediation:
    "Declare a BucketPublicAccessBlock with all four switches on, and leave objectOwnership at BucketOwnerEnforced.",
  controls: ["s3.public-access"],
  severity: "critical",
  async check(stack, { each, report }) {
    const blocks = bucketSettings(stack, "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock");
    await each(stack.ofType(bucketType), (bucket) => {
      const own = blocks.of(bucket);
      if (own.length === 0) {
        report(bucket, "public access block", undefined, "one of its own");
      }
      for (const resource of own) {
        for (const property of switches) {
          const found = resource.flag(property);
          if (found !== true) report(resource, property, found, "true");
        }
      }
      const acl = bucket.text("acl");
      if (acl?.startsWith("public-") || acl === "authenticated-read") {
        report(bucket, "acl", acl, "no access list");
      }
    });
    // Without this resource AWS makes buckets with BucketOwnerEnforced: access lists are off.
    await each(stack.ofType("aws:s3/bucketOwnershipControls:BucketOwnershipControls"), (resource) => {
      const property = "rule.objectOwnership";
      const found = resource.text(property);
      if (found !== "BucketOwnerEnforced") report(resource, property, found, "BucketOwnerEnforced");
    });
  },
});
