import { keyKeepsLockoutCheck } from "../../../../policies/rules/encryption/key-keeps-lockout-check";
import { resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";

const type = "aws:kms/key:Key";

testRule(keyKeepsLockoutCheck, {
  valid: [resource(type, "shop", { bypassPolicyLockoutSafetyCheck: false }), resource(type, "other")],
  refuses: {
    "a key without the check": [
      set("shop", "bypassPolicyLockoutSafetyCheck", true),
      /bypassPolicyLockoutSafetyCheck is true/,
    ],
  },
});
