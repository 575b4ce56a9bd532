import { resourceRule } from "../../engine/define";
import { isCustomerKey } from "./keys/customer-key";

export const queueEncryptedByCustomerKey = resourceRule({
  name: "queue-encrypted-by-customer-key",
  concern: "encryption",
  title: "Queues are encrypted by a customer-managed key.",
  why: "With SQS's own keys nobody can restrict or audit who decrypts, and other services' rights cannot be limited by source.",
  mend: "Set kmsMasterKeyId to the ARN or alias of the stack's key, and leave sqsManagedSseEnabled out.",
  controls: ["sqs.key"],
  severity: "high",
  types: ["aws:sqs/queue:Queue"],
  check(queue, { report }) {
    const key = queue.text("kmsMasterKeyId");
    if (!isCustomerKey(key)) {
      report({ subject: queue, property: "kmsMasterKeyId", found: key, wanted: "a customer-managed key" });
    }
    // SQS takes one or the other: asking for its own keys as well is asking for the wrong one.
    if (queue.flag("sqsManagedSseEnabled")) {
      report({ subject: queue, property: "sqsManagedSseEnabled", found: true, wanted: "no keys of SQS's own" });
    }
  },
});
