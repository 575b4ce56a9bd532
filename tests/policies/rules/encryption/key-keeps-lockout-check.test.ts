import { keyKeepsLockoutCheck } from "../../../../policies/rules/encryption/key-keeps-lockout-check";
import { resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";

const type = "aws:kms/key:Key";

testRule(keyKeepsLockoutCheck, {
  valid: [resource(type, "shop", { bypassPolicyLockoutSafetyCheck: false }), resource(type, "other")],
  failing: [
    {
      title: "a key without the check",
      change: (valid) => set(valid, "shop", "bypassPolicyLockoutSafetyCheck", true),
      type: type,
      name: "shop",
      says: /bypassPolicyLockoutSafetyCheck is true/,
    },
  ],
});
