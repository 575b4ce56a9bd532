import { stackRule } from "../../engine/define";
import { bucketSettings, bucketType } from "../encryption/buckets/settings";

const switches = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"] as const;

export const bucketBlocksPublicAccess = stackRule({
  name: "bucket-blocks-public-access",
  concern: "network",
  title: "Buckets block every way to become public, and give no rights by access lists.",
  why: "The account's own block may be off, and each of the four switches closes a way that the others leave open. In the provider each is off unless it is set.",
  mend: "Declare a BucketPublicAccessBlock with all four switches on, and leave objectOwnership at BucketOwnerEnforced.",
  controls: ["s3.public-access"],
  severity: "critical",
  async check(stack, { each, report }) {
    const blocks = bucketSettings(stack, "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock");
    await each(stack.ofType(bucketType), (bucket) => {
      const own = blocks.of(bucket);
      if (own.length === 0) {
        report({ subject: bucket, property: "public access block", found: undefined, wanted: "one of its own" });
      }
      for (const subject of own) {
        for (const property of switches) {
          const found = subject.flag(property);
          if (found !== true) report({ subject, property, found, wanted: "true" });
        }
      }
      const acl = bucket.text("acl");
      if (acl?.startsWith("public-") || acl === "authenticated-read") {
        report({ subject: bucket, property: "acl", found: acl, wanted: "no access list" });
      }
    });
    // Without this resource AWS makes buckets with BucketOwnerEnforced: access lists are off.
    await each(stack.ofType("aws:s3/bucketOwnershipControls:BucketOwnershipControls"), (subject) => {
      const property = "rule.objectOwnership";
      const found = subject.text(property);
      if (found !== "BucketOwnerEnforced") report({ subject, property, found, wanted: "BucketOwnerEnforced" });
    });
  },
});
