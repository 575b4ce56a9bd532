import { resourceRule } from "../../engine/define";
import { isCustomerKey } from "./keys/customer-key";

export const logGroupEncryptedByCustomerKey = resourceRule({
  name: "log-group-encrypted-by-customer-key",
  concern: "encryption",
  description: "Log groups are encrypted by a customer-managed key.",
  rationale: "Logs hold what functions saw; CloudWatch's own encryption cannot be restricted, audited or taken away.",
  remediation: "Set kmsKeyId to the ARN of the stack's key.",
  controls: ["logs.key"],
  severity: "high",
  types: ["aws:cloudwatch/logGroup:LogGroup"],
  check(resource, { report }) {
    const key = resource.text("kmsKeyId");
    if (isCustomerKey(key)) return;
    report(resource, "kmsKeyId", key, "a customer-managed key");
  },
});
