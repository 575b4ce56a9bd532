import { keyRotates } from "../../../../policies/rules/encryption/key-rotates";
import { drop, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";

const type = "aws:kms/key:Key";

testRule(keyRotates, {
  valid: [resource(type, "shop", { enableKeyRotation: true, rotationPeriodInDays: 365 })],
  passes: {
    "a key that KMS cannot rotate": [resource(type, "signing", { customerMasterKeySpec: "RSA_4096" })],
    "KMS's own period": [resource(type, "shop", { enableKeyRotation: true })],
  },
  refuses: {
    "a key that says nothing": [drop("shop", "enableKeyRotation"), /enableKeyRotation is not set, wanted true/],
    "a key that is not rotated": [set("shop", "enableKeyRotation", false), /enableKeyRotation is false/],
    "a day more than a year": [
      set("shop", "rotationPeriodInDays", 366),
      /rotationPeriodInDays is 366, wanted at most 365/,
    ],
  },
});
