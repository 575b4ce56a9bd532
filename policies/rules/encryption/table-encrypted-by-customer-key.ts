import { resourceRule } from "../../engine/define";
import { isCustomerKey } from "./keys/customer-key";

export const tableEncryptedByCustomerKey = resourceRule({
  name: "table-encrypted-by-customer-key",
  concern: "encryption",
  description: "Tables and their replicas are encrypted by a customer-managed key.",
  rationale:
    "Without the block DynamoDB uses a key of AWS, and with enabled alone alias/aws/dynamodb: nobody can restrict who decrypts by either.",
  remediation: "Set serverSideEncryption to enabled with kmsKeyArn, the ARN of the stack's key.",
  controls: ["dynamodb.key"],
  severity: "high",
  types: ["aws:dynamodb/table:Table"],
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
