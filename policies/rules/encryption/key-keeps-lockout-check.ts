import { resourceRule } from "../../engine/define";

export const keyKeepsLockoutCheck = resourceRule({
  name: "key-keeps-lockout-check",
  concern: "encryption",
  title: "KMS's check against locking everybody out stays on.",
  why: "Without it KMS takes a policy that nobody can ever change again, and only AWS's support can help, if at all.",
  mend: "Leave bypassPolicyLockoutSafetyCheck out.",
  controls: ["kms.lockout"],
  severity: "high",
  types: ["aws:kms/key:Key"],
  check(key, { report }) {
    if (key.flag("bypassPolicyLockoutSafetyCheck") !== true) return;
    report({ subject: key, property: "bypassPolicyLockoutSafetyCheck", found: true, wanted: "false" });
  },
});
