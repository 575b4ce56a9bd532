import { backupVaultEncryptedByCustomerKey } from "../../../../policies/rules/encryption/backup-vault-encrypted-by-customer-key";
import { drop, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";

const type = "aws:backup/vault:Vault";
const key = "arn:aws:kms:eu-central-1:123456789012:key/1";

testRule(backupVaultEncryptedByCustomerKey, {
  valid: [resource(type, "it", { kmsKeyArn: key })],
  passing: [{ title: "a key by its alias", resources: [resource(type, "it", { kmsKeyArn: "alias/shop-key" })] }],
  failing: [
    {
      title: "one without a key",
      change: (valid) => drop(valid, "it", "kmsKeyArn"),
      type: type,
      name: "it",
      says: /'it': kmsKeyArn is not set, wanted a customer-managed key/,
    },
    {
      title: "AWS's own key by its alias",
      change: (valid) => set(valid, "it", "kmsKeyArn", "alias/aws/backup"),
      type: type,
      name: "it",
      says: /kmsKeyArn is alias/,
    },
    {
      title: "AWS's own key by its ARN",
      change: (valid) => set(valid, "it", "kmsKeyArn", "arn:aws:kms:eu-central-1:123456789012:alias/aws/backup"),
      type: type,
      name: "it",
      says: /kmsKeyArn is arn:aws:kms/,
    },
  ],
});
