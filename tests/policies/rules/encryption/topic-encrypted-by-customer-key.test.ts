import { topicEncryptedByCustomerKey } from "../../../../policies/rules/encryption/topic-encrypted-by-customer-key";
import { drop, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";

const type = "aws:sns/topic:Topic";
const key = "arn:aws:kms:eu-central-1:123456789012:key/1";

testRule(topicEncryptedByCustomerKey, {
  valid: [resource(type, "it", { kmsMasterKeyId: key })],
  passing: [{ title: "a key by its alias", resources: [resource(type, "it", { kmsMasterKeyId: "alias/shop-key" })] }],
  failing: [
    {
      title: "one without a key",
      change: (valid) => drop(valid, "it", "kmsMasterKeyId"),
      type: type,
      name: "it",
      says: /'it': kmsMasterKeyId is not set, wanted a customer-managed key/,
    },
    {
      title: "AWS's own key by its alias",
      change: (valid) => set(valid, "it", "kmsMasterKeyId", "alias/aws/sns"),
      type: type,
      name: "it",
      says: /kmsMasterKeyId is alias/,
    },
    {
      title: "AWS's own key by its ARN",
      change: (valid) => set(valid, "it", "kmsMasterKeyId", "arn:aws:kms:eu-central-1:123456789012:alias/aws/sns"),
      type: type,
      name: "it",
      says: /kmsMasterKeyId is arn:aws:kms/,
    },
  ],
});
