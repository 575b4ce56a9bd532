import { keyWaitsBeforeDeletion } from "../../../../policies/rules/encryption/key-waits-before-deletion";
import { resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";

const type = "aws:kms/key:Key";

testRule(keyWaitsBeforeDeletion, {
  valid: [resource(type, "shop", { deletionWindowInDays: 30 }), resource(type, "silent")],
  refuses: {
    "a day less than a month": [
      set("shop", "deletionWindowInDays", 29),
      /deletionWindowInDays is 29, wanted at least 30/,
    ],
  },
});
