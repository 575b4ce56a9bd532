import { keyRotates } from "../../../../policies/rules/encryption/key-rotates";
import { drop, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";

const type = "aws:kms/key:Key";

testRule(keyRotates, {
  valid: [resource(type, "shop", { enableKeyRotation: true, rotationPeriodInDays: 365 })],
  passing: [
    {
      title: "a key that KMS cannot rotate",
      resources: [resource(type, "signing", { customerMasterKeySpec: "RSA_4096" })],
    },
    { title: "KMS's own period", resources: [resource(type, "shop", { enableKeyRotation: true })] },
  ],
  failing: [
    {
      title: "a key that says nothing",
      change: (valid) => drop(valid, "shop", "enableKeyRotation"),
      type: type,
      name: "shop",
      says: /enableKeyRotation is not set, wanted true/,
    },
    {
      title: "a key that is not rotated",
      change: (valid) => set(valid, "shop", "enableKeyRotation", false),
      type: type,
      name: "shop",
      says: /enableKeyRotation is false/,
    },
    {
      title: "a day more than a year",
      change: (valid) => set(valid, "shop", "rotationPeriodInDays", 366),
      type: type,
      name: "shop",
      says: /rotationPeriodInDays is 366, wanted at most 365/,
    },
  ],
});
