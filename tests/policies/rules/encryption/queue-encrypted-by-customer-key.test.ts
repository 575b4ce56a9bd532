import { queueEncryptedByCustomerKey } from "../../../../policies/rules/encryption/queue-encrypted-by-customer-key";
import { drop, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";

const type = "aws:sqs/queue:Queue";
const key = "arn:aws:kms:eu-central-1:123456789012:key/1";

testRule(queueEncryptedByCustomerKey, {
  valid: [resource(type, "mails", { kmsMasterKeyId: key })],
  passing: [
    {
      title: "a key by its alias",
      resources: [resource(type, "mails", { kmsMasterKeyId: "alias/shop-key", sqsManagedSseEnabled: false })],
    },
  ],
  failing: [
    {
      title: "a queue without a key",
      change: (valid) => drop(valid, "mails", "kmsMasterKeyId"),
      type: type,
      name: "mails",
      says: /'mails': kmsMasterKeyId is not set, wanted a customer-managed key/,
    },
    {
      title: "SQS's own key",
      change: (valid) => set(valid, "mails", "kmsMasterKeyId", "alias/aws/sqs"),
      type: type,
      name: "mails",
      says: /kmsMasterKeyId is alias\/aws\/sqs/,
    },
    {
      title: "SQS's own key by its ARN",
      change: (valid) => set(valid, "mails", "kmsMasterKeyId", "arn:aws:kms:eu-central-1:123456789012:alias/aws/sqs"),
      type: type,
      name: "mails",
      says: /kmsMasterKeyId is arn/,
    },
    {
      title: "keys of SQS's own besides",
      change: (valid) => set(valid, "mails", "sqsManagedSseEnabled", true),
      type: type,
      name: "mails",
      says: /sqsManagedSseEnabled is true/,
    },
  ],
});
