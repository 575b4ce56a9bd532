import { keyIsSymmetricAndRegional } from "../../../../policies/rules/encryption/key-is-symmetric-and-regional";
import { resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";

const key = "aws:kms/key:Key";

testRule(keyIsSymmetricAndRegional, {
  valid: [resource(key, "shop", { enableKeyRotation: true })],
  refuses: {
    "a key of two halves": [
      set("shop", "customerMasterKeySpec", "RSA_4096"),
      /customerMasterKeySpec is RSA_4096, wanted SYMMETRIC_DEFAULT/,
    ],
    "a key that signs": [set("shop", "keyUsage", "SIGN_VERIFY"), /keyUsage is SIGN_VERIFY/],
    "a key that can be copied to other regions": [
      set("shop", "multiRegion", true),
      /multiRegion is true, wanted false/,
    ],
  },
});
