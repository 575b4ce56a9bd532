import { resourceRule } from "../../engine/define";
import { isCustomerKey } from "./keys/customer-key";

export const logGroupEncryptedByCustomerKey = resourceRule({
  name: "log-group-encrypted-by-customer-key",
  concern: "encryption",
  title: "Log groups are encrypted by a customer-managed key.",
  why: "Logs hold what functions saw; CloudWatch's own encryption cannot be restricted, audited or taken away.",
  mend: "Set kmsKeyId to the ARN of the stack's key.",
  controls: ["logs.key"],
  severity: "high",
  types: ["aws:cloudwatch/logGroup:LogGroup"],
  check(subject, { report }) {
    const key = subject.text("kmsKeyId");
    if (isCustomerKey(key)) return;
    report({ subject, property: "kmsKeyId", found: key, wanted: "a customer-managed key" });
  },
});
