import { stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import { complete } from "../../wiring/collect";
import { deadLettersOf } from "../../wiring/dead-letters";
import { types } from "../../wiring/types";
import { isCustomerKey } from "./keys/customer-key";

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
    await each(stack.ofType(types.queue), (queue) => {
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
      // SQS takes one or the other: asking for its own keys as well is asking for the wrong one.
      if (ownKeys) {
        report(queue, "sqsManagedSseEnabled", true, "no keys of SQS's own");
      }
    });

    /** The encrypted bus whose last resort a queue is; undefined when anything else puts its failures there. */
    function busOf(queue: Resource, key: string | undefined): Resource | undefined {
      // A queue with a key is not held up by what is not known yet: it is as it should be unless a bus is known to share the key.
      const known = key === undefined ? complete(deadLetters) : deadLetters.items;
      const sources = known.filter((entry) => entry.queue === queue);
      const [only] = sources;
      if (sources.length !== 1 || only?.by.type !== types.bus) return undefined;
      return isCustomerKey(only.by.text("kmsKeyIdentifier")) ? only.by : undefined;
    }
  },
});
