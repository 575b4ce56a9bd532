import { keyIsSymmetricAndRegional } from "../../../../policies/rules/encryption/key-is-symmetric-and-regional";
import { resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";

const key = "aws:kms/key:Key";

testRule(keyIsSymmetricAndRegional, {
  valid: [resource(key, "shop", { enableKeyRotation: true })],
  failing: [
    {
      title: "a key of two halves",
      change: (valid) => set(valid, "shop", "customerMasterKeySpec", "RSA_4096"),
      type: key,
      name: "shop",
      says: /customerMasterKeySpec is RSA_4096, wanted SYMMETRIC_DEFAULT/,
    },
    {
      title: "a key that signs",
      change: (valid) => set(valid, "shop", "keyUsage", "SIGN_VERIFY"),
      type: key,
      name: "shop",
      says: /keyUsage is SIGN_VERIFY/,
    },
    {
      title: "a key that can be copied to other regions",
      change: (valid) => set(valid, "shop", "multiRegion", true),
      type: key,
      name: "shop",
      says: /multiRegion is true, wanted false/,
    },
  ],
});
