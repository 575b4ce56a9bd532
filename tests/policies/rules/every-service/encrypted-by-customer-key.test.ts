import {
  backupVaultEncryptedByCustomerKey,
  bucketEncryptedByCustomerKey,
  eventBusEncryptedByCustomerKey,
  functionEnvironmentEncryptedByCustomerKey,
  logGroupEncryptedByCustomerKey,
  queueEncryptedByCustomerKey,
  tableEncryptedByCustomerKey,
  topicEncryptedByCustomerKey,
} from "../../../../policies/rules/every-service/encrypted-by-customer-key";
import { chain, drop, resource, set, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";

const key = "arn:aws:kms:eu-central-1:123456789012:key/1";

for (const [rule, type, property, own] of [
  [backupVaultEncryptedByCustomerKey, "aws:backup/vault:Vault", "kmsKeyArn", "alias/aws/backup"],
  [logGroupEncryptedByCustomerKey, "aws:cloudwatch/logGroup:LogGroup", "kmsKeyId", "alias/aws/logs"],
  [topicEncryptedByCustomerKey, "aws:sns/topic:Topic", "kmsMasterKeyId", "alias/aws/sns"],
] as const) {
  testRule(rule, {
    valid: [resource(type, "it", { [property]: key })],
    passes: { "a key by its alias": set("it", property, "alias/shop-key") },
    refuses: {
      "one without a key": [
        drop("it", property),
        new RegExp(`'it': ${property} is not set, wanted a customer-managed key`),
      ],
      "AWS's own key by its alias": [set("it", property, own), new RegExp(`${property} is alias`)],
      "AWS's own key by its ARN": [
        set("it", property, `arn:aws:kms:eu-central-1:123456789012:${own}`),
        new RegExp(`${property} is arn:aws:kms`),
      ],
    },
  });
}

const bus = "aws:cloudwatch/eventBus:EventBus";
const archive = "aws:cloudwatch/eventArchive:EventArchive";

testRule(eventBusEncryptedByCustomerKey, {
  valid: [resource(bus, "shop", { kmsKeyIdentifier: key }), resource(archive, "kept", { kmsKeyIdentifier: key })],
  refuses: {
    "a bus without a key": [drop("shop", "kmsKeyIdentifier"), /kmsKeyIdentifier is not set/],
    "an archive without a key": [drop("kept", "kmsKeyIdentifier"), /kmsKeyIdentifier is not set/],
  },
});

const functionType = "aws:lambda/function:Function";

testRule(functionEnvironmentEncryptedByCustomerKey, {
  valid: [resource(functionType, "sender", { kmsKeyArn: key, environment: { variables: { QUEUE: "mails" } } })],
  passes: { "a function without an environment": [resource(functionType, "bare")] },
  refuses: { "a function without a key": [drop("sender", "kmsKeyArn"), /kmsKeyArn is not set/] },
});

const tableType = "aws:dynamodb/table:Table";

testRule(tableEncryptedByCustomerKey, {
  valid: [
    resource(tableType, "orders", {
      serverSideEncryption: { enabled: true, kmsKeyArn: key },
      replicas: [{ regionName: "eu-west-1", kmsKeyArn: key }],
    }),
  ],
  refuses: {
    "a table without the block": [
      drop("orders", "serverSideEncryption"),
      /serverSideEncryption.enabled is not set, wanted true/,
    ],
    "a block that is off": [
      set("orders", "serverSideEncryption.enabled", false),
      /serverSideEncryption.enabled is false/,
    ],
    "a block without a key": [
      drop("orders", "serverSideEncryption.kmsKeyArn"),
      /serverSideEncryption.kmsKeyArn is not set/,
    ],
    "DynamoDB's own key": [
      set("orders", "serverSideEncryption.kmsKeyArn", "arn:aws:kms:eu-central-1:1:alias/aws/dynamodb"),
      /serverSideEncryption.kmsKeyArn is arn/,
    ],
    "a replica without a key": [
      set("orders", "replicas", [{ regionName: "eu-west-1" }]),
      /replicas.0.kmsKeyArn is not set/,
    ],
  },
});

const bucket = "aws:s3/bucket:Bucket";
const encryption = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";

testRule(bucketEncryptedByCustomerKey, {
  valid: [
    resource(bucket, "records", { bucket: "records" }),
    resource(encryption, "by-key", {
      bucket: "records",
      rules: [
        {
          applyServerSideEncryptionByDefault: {
            sseAlgorithm: "aws:kms",
            kmsMasterKeyId: "arn:aws:kms:eu-central-1:123456789012:key/1",
          },
        },
      ],
    }),
  ],
  refuses: {
    "a bucket without a configuration": [without("by-key"), "records", /encryption is not set/],
    "a configuration of another bucket": [set("by-key", "bucket", "recordsx"), "records", /encryption is not set/],
    "a configuration without rules": [set("by-key", "rules", []), /rules is not set/],
    "S3's own keys": [
      set("by-key", "rules.0.applyServerSideEncryptionByDefault.sseAlgorithm", "AES256"),
      /sseAlgorithm is AES256, wanted aws:kms/,
    ],
    "S3's key in KMS": [
      drop("by-key", "rules.0.applyServerSideEncryptionByDefault.kmsMasterKeyId"),
      /kmsMasterKeyId is not set/,
    ],
  },
});

const queueType = "aws:sqs/queue:Queue";

testRule(queueEncryptedByCustomerKey, {
  valid: [resource(queueType, "mails", { kmsMasterKeyId: key })],
  passes: {
    "a key by its alias": [
      resource(queueType, "mails", { kmsMasterKeyId: "alias/shop-key", sqsManagedSseEnabled: false }),
    ],
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

const encryptedBus = resource(
  "aws:cloudwatch/eventBus:EventBus",
  "bus",
  { name: "bus", kmsKeyIdentifier: key, deadLetterConfig: { arn: "arn:aws:sqs:eu-central-1:123456789012:last" } },
  { outputs: { arn: "arn:aws:events:eu-central-1:123456789012:event-bus/bus" } },
);
const last = resource(
  queueType,
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
  valid: [encryptedBus, last],
  passes: {
    "a last resort with a customer key of its own": [
      encryptedBus,
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
