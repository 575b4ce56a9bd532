import { resourceRule } from "../../engine/define";
import { isCustomerKey } from "./keys/customer-key";

export const topicEncryptedByCustomerKey = resourceRule({
  name: "topic-encrypted-by-customer-key",
  concern: "encryption",
  title: "Topics are encrypted by a customer-managed key.",
  why: "Without a key SNS keeps messages as they are; with alias/aws/sns no other service may publish: an alarm fires and nothing is sent.",
  mend: "Set kmsMasterKeyId to the ARN or alias of the stack's key.",
  controls: ["sns.key"],
  severity: "high",
  types: ["aws:sns/topic:Topic"],
  check(subject, { report }) {
    const key = subject.text("kmsMasterKeyId");
    if (isCustomerKey(key)) return;
    report({ subject, property: "kmsMasterKeyId", found: key, wanted: "a customer-managed key" });
  },
});
