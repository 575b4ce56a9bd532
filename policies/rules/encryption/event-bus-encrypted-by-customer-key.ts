import { resourceRule } from "../../engine/define";
import { isCustomerKey } from "./keys/customer-key";

export const eventBusEncryptedByCustomerKey = resourceRule({
  name: "event-bus-encrypted-by-customer-key",
  concern: "encryption",
  description: "Event buses and their archives are encrypted by a customer-managed key.",
  rationale:
    "An archive keeps every event of the shop for weeks, by default under a key of AWS that nobody here can restrict or audit.",
  remediation: "Set kmsKeyIdentifier to the ARN of the stack's key.",
  controls: ["key.publishers"],
  severity: "high",
  types: ["aws:cloudwatch/eventBus:EventBus", "aws:cloudwatch/eventArchive:EventArchive"],
  check(resource, { report }) {
    const key = resource.text("kmsKeyIdentifier");
    if (isCustomerKey(key)) return;
    report(resource, "kmsKeyIdentifier", key, "a customer-managed key");
  },
});
