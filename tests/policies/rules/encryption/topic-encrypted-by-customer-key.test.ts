import { topicEncryptedByCustomerKey } from "../../../../policies/rules/encryption/topic-encrypted-by-customer-key";
import { drop, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";

const type = "aws:sns/topic:Topic";
const key = "arn:aws:kms:eu-central-1:123456789012:key/1";

testRule(topicEncryptedByCustomerKey, {
  valid: [resource(type, "it", { kmsMasterKeyId: key })],
  passes: { "a key by its alias": [resource(type, "it", { kmsMasterKeyId: "alias/shop-key" })] },
  refuses: {
    "one without a key": [
      drop("it", "kmsMasterKeyId"),
      /'it': kmsMasterKeyId is not set, wanted a customer-managed key/,
    ],
    "AWS's own key by its alias": [set("it", "kmsMasterKeyId", "alias/aws/sns"), /kmsMasterKeyId is alias/],
    "AWS's own key by its ARN": [
      set("it", "kmsMasterKeyId", "arn:aws:kms:eu-central-1:123456789012:alias/aws/sns"),
      /kmsMasterKeyId is arn:aws:kms/,
    ],
  },
});
