import { awsTypes } from "../../../aws/resource-types";
import { resourceRule, stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import type { Rule } from "../../engine/rule";
import { isCustomerKey } from "../../kms/customer-key";
import { bucketSettings } from "../../wiring/bucket-settings";
import { complete } from "../../wiring/collect";
import { deadLettersOf } from "../../wiring/dead-letters";

/** What differs between the rules of this family; `property` holds the key's ARN. */
type KeyFacts = Pick<Rule, "name" | "description" | "rationale" | "remediation" | "controls"> & {
  readonly severity?: Rule["severity"];
  readonly types: readonly string[];
  readonly property: string;
  /** Whether a resource without a key has no data that a key would encrypt. @default never */
  readonly unless?: (resource: Resource) => boolean;
};

/** Defines a rule that each resource names a customer managed key in this property. */
function encryptedBy({ property, unless = () => false, ...facts }: KeyFacts): Rule {
  return resourceRule({
    concern: "encryption",
    severity: "high",
    ...facts,
    check(resource, { report }) {
      const key = resource.text(property);
      if (isCustomerKey(key) || unless(resource)) return;
      report(resource, property, key, "a customer-managed key");
    },
  });
}

export const backupVaultEncryptedByCustomerKey = encryptedBy({
  name: "backup-vault-encrypted-by-customer-key",
  description: "Backup vaults are encrypted by a customer-managed key.",
  rationale:
    "A vault holds whole tables; under AWS Backup's own key a recovery point cannot be copied to another account, nor its use restricted.",
  remediation: "Set kmsKeyArn to the ARN of the stack's key.",
  controls: ["backup.key"],
  types: [awsTypes.backup.vault],
  property: "kmsKeyArn",
});

export const eventBusEncryptedByCustomerKey = encryptedBy({
  name: "event-bus-encrypted-by-customer-key",
  description: "Event buses and their archives are encrypted by a customer-managed key.",
  rationale:
    "An archive keeps every event of the shop for weeks, by default under a key of AWS that nobody here can restrict or audit.",
  remediation: "Set kmsKeyIdentifier to the ARN of the stack's key.",
  controls: ["key.publishers"],
  types: [awsTypes.cloudwatch.eventBus, awsTypes.cloudwatch.eventArchive],
  property: "kmsKeyIdentifier",
});

export const functionEnvironmentEncryptedByCustomerKey = encryptedBy({
  name: "function-environment-encrypted-by-customer-key",
  description: "Environment variables of functions are encrypted by a customer-managed key.",
  rationale:
    "Under Lambda's own key everybody who may read the function's configuration reads its environment in plain text.",
  remediation: "Set kmsKeyArn to the ARN of the stack's key, and let the function's role decrypt by it.",
  controls: ["lambda.environment-key"],
  severity: "medium",
  types: [awsTypes.lambda.function],
  property: "kmsKeyArn",
  unless: (lambda) => lambda.value("environment") === undefined,
});

export const logGroupEncryptedByCustomerKey = encryptedBy({
  name: "log-group-encrypted-by-customer-key",
  description: "Log groups are encrypted by a customer-managed key.",
  rationale: "Logs hold what functions saw; CloudWatch's own encryption cannot be restricted, audited or taken away.",
  remediation: "Set kmsKeyId to the ARN of the stack's key.",
  controls: ["logs.key"],
  types: [awsTypes.cloudwatch.logGroup],
  property: "kmsKeyId",
});

export const topicEncryptedByCustomerKey = encryptedBy({
  name: "topic-encrypted-by-customer-key",
  description: "Topics are encrypted by a customer-managed key.",
  rationale:
    "Without a key SNS keeps messages as they are; with alias/aws/sns no other service may publish: an alarm fires and nothing is sent.",
  remediation: "Set kmsMasterKeyId to the ARN or alias of the stack's key.",
  controls: ["sns.key"],
  types: [awsTypes.sns.topic],
  property: "kmsMasterKeyId",
});

export const tableEncryptedByCustomerKey = resourceRule({
  name: "table-encrypted-by-customer-key",
  concern: "encryption",
  description: "Tables and their replicas are encrypted by a customer-managed key.",
  rationale:
    "Without the block DynamoDB uses a key of AWS, and with enabled alone alias/aws/dynamodb: nobody can restrict who decrypts by either.",
  remediation: "Set serverSideEncryption to enabled with kmsKeyArn, the ARN of the stack's key.",
  controls: ["dynamodb.key"],
  severity: "high",
  types: [awsTypes.dynamodb.table],
  check(table, { report }) {
    const enabled = table.flag("serverSideEncryption.enabled");
    if (enabled !== true) {
      report(table, "serverSideEncryption.enabled", enabled, "true");
    }
    const replicas = table.list("replicas").map((_, index) => `replicas.${index}.kmsKeyArn`);
    for (const property of ["serverSideEncryption.kmsKeyArn", ...replicas]) {
      const key = table.text(property);
      if (!isCustomerKey(key)) report(table, property, key, "a customer-managed key");
    }
  },
});

export const bucketEncryptedByCustomerKey = stackRule({
  name: "bucket-encrypted-by-customer-key",
  concern: "encryption",
  description: "Buckets encrypt everything by a customer-managed key.",
  rationale:
    "Without a configuration of its own a bucket encrypts by S3's keys, which everybody decrypts by who may read the object.",
  remediation:
    "Declare a BucketServerSideEncryptionConfiguration with sseAlgorithm aws:kms and kmsMasterKeyId, the stack's key.",
  controls: ["s3.key"],
  severity: "high",
  async check(stack, { each, report }) {
    const encryptions = bucketSettings(stack, awsTypes.s3.bucketServerSideEncryptionConfiguration);
    await each(stack.ofType(awsTypes.s3.bucket), (bucket) => {
      if (encryptions.of(bucket).length > 0) return;
      report(bucket, "encryption", undefined, "a configuration of its own");
    });
    await each(stack.ofType(awsTypes.s3.bucketServerSideEncryptionConfiguration), (resource) => {
      const rules = resource.list("rules");
      if (rules.length === 0) report(resource, "rules", undefined, "a rule");
      for (const index of rules.keys()) {
        const path = `rules.${index}.applyServerSideEncryptionByDefault`;
        const algorithm = resource.text(`${path}.sseAlgorithm`);
        if (algorithm !== "aws:kms" && algorithm !== "aws:kms:dsse") {
          report(resource, `${path}.sseAlgorithm`, algorithm, "aws:kms");
        }
        const key = resource.text(`${path}.kmsMasterKeyId`);
        if (!isCustomerKey(key)) {
          report(resource, `${path}.kmsMasterKeyId`, key, "a customer-managed key");
        }
      }
      if (stack.named(resource, "bucket", awsTypes.s3.bucket).length === 0) {
        report(resource, "bucket", resource.text("bucket"), "a bucket of this stack");
      }
    });
  },
});

export const queueEncryptedByCustomerKey = stackRule({
  name: "queue-encrypted-by-customer-key",
  concern: "encryption",
  description:
    "Queues are encrypted by a customer-managed key; only what a bus cannot encrypt goes to a queue with a key of SQS.",
  rationale:
    "With SQS's own keys nobody can restrict or audit who decrypts, and other services' rights cannot be limited by source. A bus hands to its dead-letter queue what its key failed to encrypt: under the same key that queue fails with it. Source: EventBridge's guide on dead-letter queues for encrypted events.",
  remediation:
    "Set kmsMasterKeyId to the ARN or alias of the stack's key, and leave sqsManagedSseEnabled out. Of the dead-letter queue of an encrypted bus, and of nothing else, set sqsManagedSseEnabled to true and leave kmsMasterKeyId out.",
  controls: ["sqs.key"],
  severity: "high",
  async check(stack, { each, report }) {
    const deadLetters = deadLettersOf(stack);
    await each(stack.ofType(awsTypes.sqs.queue), (queue) => {
      const key = queue.text("kmsMasterKeyId");
      const ownKeys = queue.flag("sqsManagedSseEnabled") === true;
      const bus = key === undefined || isCustomerKey(key) ? busOf(queue, key) : undefined;
      if (bus !== undefined) {
        const shared = key !== undefined && key === bus.text("kmsKeyIdentifier");
        if (shared || (key === undefined && !ownKeys)) {
          const property = shared ? "kmsMasterKeyId" : "sqsManagedSseEnabled";
          const wanted = shared
            ? `a key that is not that of '${bus.name}', whose failure fills the queue`
            : "true, or a customer-managed key other than the bus's";
          report(queue, property, queue.value(property), wanted);
        }
        if (key === undefined) return;
      } else if (!isCustomerKey(key)) {
        report(queue, "kmsMasterKeyId", key, "a customer-managed key");
      }
      // SQS uses either a KMS key or its own keys, so its own must not be asked for as well.
      if (ownKeys) {
        report(queue, "sqsManagedSseEnabled", true, "no keys of SQS's own");
      }
    });

    /** The encrypted bus whose dead letters a queue keeps; undefined when another resource sends its failures there too. */
    function busOf(queue: Resource, key: string | undefined): Resource | undefined {
      // A queue with a key fails only when a bus is known to share that key, so unknown sources do not make it undecided.
      const known = key === undefined ? complete(deadLetters) : deadLetters.items;
      const sources = known.filter((entry) => entry.queue === queue);
      const [only] = sources;
      if (sources.length !== 1 || only?.by.type !== awsTypes.cloudwatch.eventBus) return undefined;
      return isCustomerKey(only.by.text("kmsKeyIdentifier")) ? only.by : undefined;
    }
  },
});
