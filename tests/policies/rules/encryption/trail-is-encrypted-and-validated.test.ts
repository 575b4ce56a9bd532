import { trailIsEncryptedAndValidated } from "../../../../policies/rules/encryption/trail-is-encrypted-and-validated";
import { drop, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";

const type = "aws:cloudtrail/trail:Trail";

testRule(trailIsEncryptedAndValidated, {
  valid: [
    resource(type, "audit", { enableLogFileValidation: true, kmsKeyId: "arn:aws:kms:eu-central-1:123456789012:key/1" }),
  ],
  failing: [
    {
      title: "files that nobody can prove",
      change: (valid) => drop(valid, "audit", "enableLogFileValidation"),
      type: type,
      name: "audit",
      says: /enableLogFileValidation is not set/,
    },
    {
      title: "validation that is off",
      change: (valid) => set(valid, "audit", "enableLogFileValidation", false),
      type: type,
      name: "audit",
      says: /enableLogFileValidation is false/,
    },
    {
      title: "no key",
      change: (valid) => drop(valid, "audit", "kmsKeyId"),
      type: type,
      name: "audit",
      says: /kmsKeyId is not set/,
    },
    {
      title: "a trail that is off",
      change: (valid) => set(valid, "audit", "enableLogging", false),
      type: type,
      name: "audit",
      says: /enableLogging is false/,
    },
  ],
});
