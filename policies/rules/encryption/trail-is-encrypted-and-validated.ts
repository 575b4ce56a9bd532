import { resourceRule } from "../../engine/define";
import { isCustomerKey } from "./keys/customer-key";

export const trailIsEncryptedAndValidated = resourceRule({
  name: "trail-is-encrypted-and-validated",
  concern: "encryption",
  description: "Trails are on, encrypted by a customer-managed key, and their files can be proven untouched.",
  rationale:
    "A trail that somebody can change without trace, or read without right, proves nothing. CloudTrail validates no files unless it is told to.",
  remediation:
    "Set enableLogFileValidation to true and kmsKeyId to the ARN of the stack's key, and leave enableLogging out.",
  controls: ["trail.integrity"],
  severity: "high",
  types: ["aws:cloudtrail/trail:Trail"],
  check(trail, { report }) {
    if (trail.flag("enableLogging") === false) {
      report(trail, "enableLogging", false, "true");
    }
    const validated = trail.flag("enableLogFileValidation");
    if (validated !== true) {
      report(trail, "enableLogFileValidation", validated, "true");
    }
    const key = trail.text("kmsKeyId");
    if (!isCustomerKey(key)) {
      report(trail, "kmsKeyId", key, "a customer-managed key");
    }
  },
});
