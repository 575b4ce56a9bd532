import { functionEnvironmentEncryptedByCustomerKey } from "../../../../policies/rules/encryption/function-environment-encrypted-by-customer-key";
import { drop, resource } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";

const type = "aws:lambda/function:Function";
const key = "arn:aws:kms:eu-central-1:123456789012:key/1";

testRule(functionEnvironmentEncryptedByCustomerKey, {
  valid: [resource(type, "sender", { kmsKeyArn: key, environment: { variables: { QUEUE: "mails" } } })],
  passes: { "a function without an environment": [resource(type, "bare")] },
  refuses: { "a function without a key": [drop("sender", "kmsKeyArn"), /kmsKeyArn is not set/] },
});
