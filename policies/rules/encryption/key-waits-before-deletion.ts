import * as z from "zod";
import { resourceRule } from "../../engine/define";

export const keyWaitsBeforeDeletion = resourceRule({
  name: "key-waits-before-deletion",
  concern: "encryption",
  description: "A key that is to be deleted waits long enough to change one's mind.",
  rationale: "Everything that a deleted key encrypts is lost for good. KMS waits 7 to 30 days.",
  remediation: "Set deletionWindowInDays to 30, or leave it out.",
  controls: ["kms.deletion"],
  severity: "high",
  types: ["aws:kms/key:Key"],
  parameters: { minimumDays: z.number().int().min(7).max(30).default(30).describe("Shortest waiting time, in days.") },
  check(key, { report, parameters: { minimumDays } }) {
    // KMS's default is 30 days.
    const days = key.number("deletionWindowInDays") ?? 30;
    if (days >= minimumDays) return;
    report(key, "deletionWindowInDays", days, `at least ${minimumDays}`);
  },
});
