import * as z from "zod";
import { resourceRule } from "../../engine/define";

export const keyRotates = resourceRule({
  name: "key-rotates",
  concern: "encryption",
  description: "Keys are rotated every year.",
  rationale:
    "KMS does not rotate a customer's key unless it is told to; one key for ever is all data for ever if it is ever lost.",
  remediation: "Set enableKeyRotation to true.",
  controls: ["kms.rotation"],
  severity: "medium",
  types: ["aws:kms/key:Key"],
  parameters: {
    maximumDays: z.number().int().min(90).max(2560).default(365).describe("Longest time between rotations, in days."),
  },
  check(key, { report, parameters: { maximumDays } }) {
    // KMS rotates only symmetric keys whose material it has made itself; SYMMETRIC_DEFAULT is what a key is that says nothing.
    const spec = key.text("customerMasterKeySpec") ?? "SYMMETRIC_DEFAULT";
    if (spec !== "SYMMETRIC_DEFAULT") return;
    const rotates = key.flag("enableKeyRotation");
    if (rotates !== true) report(key, "enableKeyRotation", rotates, "true");
    const days = key.number("rotationPeriodInDays") ?? 365;
    if (days > maximumDays) {
      report(key, "rotationPeriodInDays", days, `at most ${maximumDays}`);
    }
  },
});
