import { resourceRule } from "../../engine/define";
import { isCustomerKey } from "./keys/customer-key";

export const topicEncryptedByCustomerKey = resourceRule({
  name: "topic-encrypted-by-customer-key",
  concern: "encryption",
  description: "Topics are encrypted by a customer-managed key.",
  rationale:
    "Without a key SNS keeps messages as they are; with alias/aws/sns no other service may publish: an alarm fires and nothing is sent.",
  remediation: "Set kmsMasterKeyId to the ARN or alias of the stack's key.",
  controls: ["sns.key"],
  severity: "high",
  types: ["aws:sns/topic:Topic"],
  check(resource, { report }) {
    const key = resource.text("kmsMasterKeyId");
    if (isCustomerKey(key)) return;
    report(resource, "kmsMasterKeyId", key, "a customer-managed key");
  },
});
