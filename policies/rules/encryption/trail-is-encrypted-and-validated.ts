import { resourceRule } from "../../engine/define";
import { isCustomerKey } from "./keys/customer-key";

export const trailIsEncryptedAndValidated = resourceRule({
  name: "trail-is-encrypted-and-validated",
  concern: "encryption",
  title: "Trails are on, encrypted by a customer-managed key, and their files can be proven untouched.",
  why: "A trail that somebody can change without trace, or read without right, proves nothing. CloudTrail validates no files unless it is told to.",
  mend: "Set enableLogFileValidation to true and kmsKeyId to the ARN of the stack's key, and leave enableLogging out.",
  controls: ["trail.integrity"],
  severity: "high",
  types: ["aws:cloudtrail/trail:Trail"],
  check(trail, { report }) {
    if (trail.flag("enableLogging") === false) {
      report({ subject: trail, property: "enableLogging", found: false, wanted: "true" });
    }
    const validated = trail.flag("enableLogFileValidation");
    if (validated !== true) {
      report({ subject: trail, property: "enableLogFileValidation", found: validated, wanted: "true" });
    }
    const key = trail.text("kmsKeyId");
    if (!isCustomerKey(key)) {
      report({ subject: trail, property: "kmsKeyId", found: key, wanted: "a customer-managed key" });
    }
  },
});
