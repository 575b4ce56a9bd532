import * as z from "zod";
import { resourceRule } from "../../engine/define";

export const keyIsSymmetricAndRegional = resourceRule({
  name: "key-is-symmetric-and-regional",
  concern: "encryption",
  description: "Keys encrypt and decrypt, are symmetric, and stay in their region.",
  rationale:
    "Tables, queues, topics and logs take symmetric keys only, and only these rotate; a multi-region key can be copied to where nobody watches it. None of the three can be changed later.",
  remediation: "Leave keyUsage, customerMasterKeySpec and multiRegion out.",
  controls: ["kms.rotation", "kms.policy"],
  severity: "high",
  types: ["aws:kms/key:Key"],
  parameters: {
    multiRegion: z.boolean().default(false).describe("Whether a key may be copied to other regions."),
  },
  check(key, { report, parameters: { multiRegion } }) {
    for (const [property, wanted] of [
      ["customerMasterKeySpec", "SYMMETRIC_DEFAULT"],
      ["keyUsage", "ENCRYPT_DECRYPT"],
    ] as const) {
      const found = key.text(property);
      if (found !== undefined && found !== wanted) report(key, property, found, wanted);
    }
    if (key.flag("multiRegion") === true && !multiRegion) report(key, "multiRegion", true, "false");
  },
});
