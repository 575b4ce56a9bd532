import { stackRule } from "../../engine/define";
import { bucketType } from "../encryption/buckets/settings";

const settings = [
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
  "aws:s3/bucketNotification:BucketNotification",
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
  "aws:s3/bucketPolicy:BucketPolicy",
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
  "aws:s3/bucketVersioning:BucketVersioning",
] as const;

export const bucketSettingsNameABucket = stackRule({
  name: "bucket-settings-name-a-bucket",
  concern: "network",
  description: "Settings of buckets are about a bucket of this stack.",
  rationale: "A setting that names another bucket leaves the right one open, and may change one that is not ours.",
  remediation: "Pass the bucket by reference.",
  controls: ["s3.public-access"],
  severity: "high",
  async check(stack, { each, report }) {
    await each(stack.ofType(...settings), (resource) => {
      if (stack.named(resource, "bucket", bucketType).length > 0) return;
      report(resource, "bucket", resource.value("bucket"), "a bucket of this stack");
    });
  },
});
