import { stackRule } from "../../engine/define";
import { bucketSettings, bucketType } from "./buckets/settings";

const versioningType = "aws:s3/bucketVersioning:BucketVersioning";

export const bucketKeepsVersions = stackRule({
  name: "bucket-keeps-versions",
  concern: "encryption",
  description: "Buckets keep former versions of what is overwritten or deleted.",
  rationale:
    "A bucket is made without versioning: what somebody overwrites or deletes, by mistake or to hide a trace, is gone.",
  remediation: "Declare a BucketVersioning with status Enabled for the bucket.",
  controls: ["s3.versioning"],
  severity: "medium",
  async check(stack, { each, report }) {
    const versionings = bucketSettings(stack, versioningType);
    const property = "versioningConfiguration.status";
    await each(stack.ofType(bucketType), (resource) => {
      const found = versionings.of(resource).map((versioning) => versioning.text(property));
      if (found.length > 0 && found.every((status) => status === "Enabled")) return;
      report(resource, property, found[0], "Enabled");
    });
  },
});
