import { logGroupEncryptedByCustomerKey } from "../../../../policies/rules/encryption/log-group-encrypted-by-customer-key";
import { drop, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";

const type = "aws:cloudwatch/logGroup:LogGroup";
const key = "arn:aws:kms:eu-central-1:123456789012:key/1";

testRule(logGroupEncryptedByCustomerKey, {
  valid: [resource(type, "it", { kmsKeyId: key })],
  passing: [{ title: "a key by its alias", resources: [resource(type, "it", { kmsKeyId: "alias/shop-key" })] }],
  failing: [
    {
      title: "one without a key",
      change: (valid) => drop(valid, "it", "kmsKeyId"),
      type: type,
      name: "it",
      says: /'it': kmsKeyId is not set, wanted a customer-managed key/,
    },
    {
      title: "AWS's own key by its alias",
      change: (valid) => set(valid, "it", "kmsKeyId", "alias/aws/logs"),
      type: type,
      name: "it",
      says: /kmsKeyId is alias/,
    },
    {
      title: "AWS's own key by its ARN",
      change: (valid) => set(valid, "it", "kmsKeyId", "arn:aws:kms:eu-central-1:123456789012:alias/aws/logs"),
      type: type,
      name: "it",
      says: /kmsKeyId is arn:aws:kms/,
    },
  ],
});
