import { logGroupEncryptedByCustomerKey } from "../../../../policies/rules/encryption/log-group-encrypted-by-customer-key";
import { drop, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";

const type = "aws:cloudwatch/logGroup:LogGroup";
const key = "arn:aws:kms:eu-central-1:123456789012:key/1";

testRule(logGroupEncryptedByCustomerKey, {
  valid: [resource(type, "it", { kmsKeyId: key })],
  passes: { "a key by its alias": [resource(type, "it", { kmsKeyId: "alias/shop-key" })] },
  refuses: {
    "one without a key": [drop("it", "kmsKeyId"), /'it': kmsKeyId is not set, wanted a customer-managed key/],
    "AWS's own key by its alias": [set("it", "kmsKeyId", "alias/aws/logs"), /kmsKeyId is alias/],
    "AWS's own key by its ARN": [
      set("it", "kmsKeyId", "arn:aws:kms:eu-central-1:123456789012:alias/aws/logs"),
      /kmsKeyId is arn:aws:kms/,
    ],
  },
});
