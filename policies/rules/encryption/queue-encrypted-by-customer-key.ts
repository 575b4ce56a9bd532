import { resourceRule } from "../../engine/define";

export const queueEncryptedByCustomerKey = resourceRule({
  name: "queue-encrypted-by-customer-key",
  concern: "encryption",
  title: "Queues are encrypted by a customer-managed key.",
  why: "With SQS's own keys nobody can restrict or audit who decrypts, and other services' rights cannot be limited by source.",
  mend: "Set kmsMasterKeyId to the ARN or alias of the stack's key.",
  controls: ["sqs.key"],
  severity: "high",
  types: ["aws:sqs/queue:Queue"],
  check(queue, { report }) {
    const key = queue.text("kmsMasterKeyId");
    if (key === undefined || key.startsWith("alias/aws/")) {
      report({ subject: queue, property: "kmsMasterKeyId", found: key, wanted: "a customer-managed key" });
    }
  },
});
