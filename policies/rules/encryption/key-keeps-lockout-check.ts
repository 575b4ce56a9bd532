import { resourceRule } from "../../engine/define";

export const keyKeepsLockoutCheck = resourceRule({
  name: "key-keeps-lockout-check",
  concern: "encryption",
  description: "KMS's check against locking everybody out stays on.",
  rationale:
    "Without it KMS takes a policy that nobody can ever change again, and only AWS's support can help, if at all.",
  remediation: "Leave bypassPolicyLockoutSafetyCheck out.",
  controls: ["kms.lockout"],
  severity: "high",
  types: ["aws:kms/key:Key"],
  check(key, { report }) {
    if (key.flag("bypassPolicyLockoutSafetyCheck") !== true) return;
    report(key, "bypassPolicyLockoutSafetyCheck", true, "false");
  },
});
