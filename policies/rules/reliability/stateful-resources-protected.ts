import * as z from "zod";
import { resourceRule } from "../../engine/define";
import { types } from "../../wiring/types";

const buckets: readonly string[] = ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"];

export const statefulResourcesProtected = resourceRule({
  name: "stateful-resources-protected",
  concern: "reliability",
  description:
    "What holds data that cannot be made again, and the key that it is encrypted with, is protected from deletion.",
  rationale:
    "A renamed resource, or a `destroy` in the wrong terminal, deletes a table with everything in it; without its key a table that was kept is worth nothing. Source: DynamoDB's guide on deletion protection, which is off by default.",
  remediation:
    "Set the option protect, for tables also deletionProtectionEnabled, and leave forceDestroy of buckets out.",
  controls: ["dynamodb.protection", "protection.stateful"],
  severity: "high",
  types: [types.table, types.key, ...buckets],
  parameters: {
    required: z.boolean().default(true).describe("Whether data of this stack must outlive a mistake."),
  },
  check(resource, { report, parameters: { required } }) {
    if (!required) return;
    if (!resource.options.protect) report(resource, "protect", false, "true (a resource option)");
    const deletion = resource.value("deletionProtectionEnabled");
    if (resource.type === types.table && deletion !== true)
      report(resource, "deletionProtectionEnabled", deletion, "true");
    if (buckets.includes(resource.type) && resource.flag("forceDestroy") === true)
      report(resource, "forceDestroy", true, "false: it empties the bucket first");
  },
});
