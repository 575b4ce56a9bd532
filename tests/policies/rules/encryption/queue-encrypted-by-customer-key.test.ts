import { queueEncryptedByCustomerKey } from "../../../../policies/rules/encryption/queue-encrypted-by-customer-key";
import { drop, resource, set, without } from "../../../support/policies/resources";
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
  passing: [
    {
      title: "a last resort with a customer key of its own",
      resources: [
        bus,
        ...set(drop([last], "last", "sqsManagedSseEnabled"), "last", "kmsMasterKeyId", key.replace("key/1", "key/2")),
      ],
    },
  ],
  failing: [
    {
      title: "a last resort without any encryption",
      change: (valid) => drop(valid, "last", "sqsManagedSseEnabled"),
      type,
      name: "last",
      says: /sqsManagedSseEnabled is not set, wanted true/,
    },
    {
      title: "a last resort under the bus's own key",
      change: (valid) => set(drop(valid, "last", "sqsManagedSseEnabled"), "last", "kmsMasterKeyId", key),
      type,
      name: "last",
      says: /wanted a key that is not that of 'bus', whose failure fills the queue/,
    },
    {
      title: "a key of SQS for a queue that no bus names",
      change: (valid) => without(valid, "bus"),
      type,
      name: "last",
      says: /kmsMasterKeyId is not set, wanted a customer-managed key/,
    },
    {
      title: "a key of SQS for a queue that takes dead letters of a rule's target too",
      change: (valid) => [...valid, target],
      type,
      name: "last",
      says: /kmsMasterKeyId is not set, wanted a customer-managed key/,
    },
    {
      title: "a key of SQS for the last resort of a bus without a key of its own",
      change: (valid) => drop(valid, "bus", "kmsKeyIdentifier"),
      type,
      name: "last",
      says: /kmsMasterKeyId is not set, wanted a customer-managed key/,
    },
  ],
});
