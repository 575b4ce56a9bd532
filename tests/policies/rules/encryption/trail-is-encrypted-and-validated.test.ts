import { trailIsEncryptedAndValidated } from "../../../../policies/rules/encryption/trail-is-encrypted-and-validated";
import { drop, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";

const type = "aws:cloudtrail/trail:Trail";

testRule(trailIsEncryptedAndValidated, {
  valid: [
    resource(type, "audit", { enableLogFileValidation: true, kmsKeyId: "arn:aws:kms:eu-central-1:123456789012:key/1" }),
  ],
  refuses: {
    "files that nobody can prove": [drop("audit", "enableLogFileValidation"), /enableLogFileValidation is not set/],
    "validation that is off": [set("audit", "enableLogFileValidation", false), /enableLogFileValidation is false/],
    "no key": [drop("audit", "kmsKeyId"), /kmsKeyId is not set/],
    "a trail that is off": [set("audit", "enableLogging", false), /enableLogging is false/],
  },
});
