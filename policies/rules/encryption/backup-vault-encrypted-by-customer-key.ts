import { resourceRule } from "../../engine/define";
import { isCustomerKey } from "./keys/customer-key";

export const backupVaultEncryptedByCustomerKey = resourceRule({
  name: "backup-vault-encrypted-by-customer-key",
  concern: "encryption",
  title: "Backup vaults are encrypted by a customer-managed key.",
  why: "A vault holds whole tables; under AWS Backup's own key a recovery point cannot be copied to another account, nor its use restricted.",
  mend: "Set kmsKeyArn to the ARN of the stack's key.",
  controls: ["backup.key"],
  severity: "high",
  types: ["aws:backup/vault:Vault"],
  check(subject, { report }) {
    const key = subject.text("kmsKeyArn");
    if (isCustomerKey(key)) return;
    report({ subject, property: "kmsKeyArn", found: key, wanted: "a customer-managed key" });
  },
});
