import { queueEncryptedByCustomerKey } from "../../../../policies/rules/encryption/queue-encrypted-by-customer-key";
import { chain, drop, resource, set, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";

const type = "aws:sqs/queue:Queue";
const key = "arn:aws:kms:eu-central-1:123456789012:key/1";

testRule(queueEncryptedByCustomerKey, {
  valid: [resource(type, "mails", { kmsMasterKeyId: key })],
  passes: {
    "a key by its alias": [resource(type, "mails", { kmsMasterKeyId: "alias/shop-key", sqsManagedSseEnabled: false })],
  },
  refuses: {
    "a queue without a key": [
      drop("mails", "kmsMasterKeyId"),
      /'mails': kmsMasterKeyId is not set, wanted a customer-managed key/,
    ],
    "SQS's own key": [set("mails", "kmsMasterKeyId", "alias/aws/sqs"), /kmsMasterKeyId is alias\/aws\/sqs/],
    "SQS's own key by its ARN": [
      set("mails", "kmsMasterKeyId", "arn:aws:kms:eu-central-1:123456789012:alias/aws/sqs"),
      /kmsMasterKeyId is arn/,
    ],
    "keys of SQS's own besides": [set("mails", "sqsManagedSseEnabled", true), /sqsManagedSseEnabled is true/],
  },
});

const bus = resource(
  "aws:cloudwatch/eventBus:EventBus",
  "bus",
  { name: "bus", kmsKeyIdentifier: key, deadLetterConfig: { arn: "arn:aws:sqs:eu-central-1:123456789012:last" } },
  { outputs: { arn: "arn:aws:events:eu-central-1:123456789012:event-bus/bus" } },
);
const last = resource(
  type,
  "last",
  { name: "last", sqsManagedSseEnabled: true },
  { outputs: { arn: "arn:aws:sqs:eu-central-1:123456789012:last" } },
);
const target = resource("aws:cloudwatch/eventTarget:EventTarget", "target", {
  rule: "rule",
  arn: "arn:aws:sqs:eu-central-1:123456789012:mails",
  deadLetterConfig: { arn: "arn:aws:sqs:eu-central-1:123456789012:last" },
});

// Q5: what a bus cannot encrypt goes to a queue that its key cannot take away.
testRule(queueEncryptedByCustomerKey, {
  valid: [bus, last],
  passes: {
    "a last resort with a customer key of its own": [
      bus,
      ...chain(
        drop("last", "sqsManagedSseEnabled"),
        set("last", "kmsMasterKeyId", key.replace("key/1", "key/2")),
      )([last]),
    ],
  },
  refuses: {
    "a last resort without any encryption": [
      drop("last", "sqsManagedSseEnabled"),
      /sqsManagedSseEnabled is not set, wanted true/,
    ],
    "a last resort under the bus's own key": [
      chain(drop("last", "sqsManagedSseEnabled"), set("last", "kmsMasterKeyId", key)),
      /wanted a key that is not that of 'bus', whose failure fills the queue/,
    ],
    "a key of SQS for a queue that no bus names": [
      without("bus"),
      "last",
      /kmsMasterKeyId is not set, wanted a customer-managed key/,
    ],
    "a key of SQS for a queue that takes dead letters of a rule's target too": [
      (valid) => [...valid, target],
      "last",
      /kmsMasterKeyId is not set, wanted a customer-managed key/,
    ],
    "a key of SQS for the last resort of a bus without a key of its own": [
      drop("bus", "kmsKeyIdentifier"),
      "last",
      /kmsMasterKeyId is not set, wanted a customer-managed key/,
    ],
  },
});
