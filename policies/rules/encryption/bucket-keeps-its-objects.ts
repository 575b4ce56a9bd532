import * as z from "zod";
import { resourceRule } from "../../engine/define";

export const bucketKeepsItsObjects = resourceRule({
  name: "bucket-keeps-its-objects",
  concern: "encryption",
  description: "A bucket that still holds something is not deleted with its stack.",
  rationale:
    "With forceDestroy a destroy, or a replacement that nobody has noticed in a preview, empties the bucket first, with all versions.",
  remediation: "Leave forceDestroy out; empty the bucket by hand when it may really go.",
  controls: ["protection.stateful", "s3.versioning"],
  severity: "high",
  types: ["aws:s3/bucket:Bucket"],
  parameters: {
    required: z.boolean().default(true).describe("Whether buckets stay when the stack goes, as with `retainData`."),
  },
  check(bucket, { report, parameters: { required } }) {
    if (required && bucket.flag("forceDestroy") === true) {
      report(bucket, "forceDestroy", true, "false");
    }
  },
});
