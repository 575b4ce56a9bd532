import { queueEncryptedByCustomerKey } from "../../../../policies/rules/encryption/queue-encrypted-by-customer-key";
import { drop, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";

const type = "aws:sqs/queue:Queue";

testRule(queueEncryptedByCustomerKey, {
  valid: [resource(type, "mails", { kmsMasterKeyId: "arn:aws:kms:eu-central-1:123456789012:key/1" })],
  failing: [
    {
      title: "a queue without a key",
      change: (valid) => drop(valid, "mails", "kmsMasterKeyId"),
      type,
      name: "mails",
      says: /'mails': kmsMasterKeyId is not set, wanted a customer-managed key/,
    },
    {
      title: "SQS's own key",
      change: (valid) => set(valid, "mails", "kmsMasterKeyId", "alias/aws/sqs"),
      type,
      name: "mails",
      says: /kmsMasterKeyId is alias\/aws\/sqs/,
    },
  ],
});
