import { resourceRule } from "../../engine/define";
import { isCustomerKey } from "./keys/customer-key";

export const backupVaultEncryptedByCustomerKey = resourceRule({
  name: "backup-vault-encrypted-by-customer-key",
  concern: "encryption",
  description: "Backup vaults are encrypted by a customer-managed key.",
  rationale:
    "A vault holds whole tables; under AWS Backup's own key a recovery point cannot be copied to another account, nor its use restricted.",
  remediation: "Set kmsKeyArn to the ARN of the stack's key.",
  controls: ["backup.key"],
  severity: "high",
  types: ["aws:backup/vault:Vault"],
  check(resource, { report }) {
    const key = resource.text("kmsKeyArn");
    if (isCustomerKey(key)) return;
    report(resource, "kmsKeyArn", key, "a customer-managed key");
  },
});
