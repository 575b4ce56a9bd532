import { backupVaultEncryptedByCustomerKey } from "../../../../policies/rules/encryption/backup-vault-encrypted-by-customer-key";
import { drop, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";

const type = "aws:backup/vault:Vault";
const key = "arn:aws:kms:eu-central-1:123456789012:key/1";

testRule(backupVaultEncryptedByCustomerKey, {
  valid: [resource(type, "it", { kmsKeyArn: key })],
  passes: { "a key by its alias": [resource(type, "it", { kmsKeyArn: "alias/shop-key" })] },
  refuses: {
    "one without a key": [drop("it", "kmsKeyArn"), /'it': kmsKeyArn is not set, wanted a customer-managed key/],
    "AWS's own key by its alias": [set("it", "kmsKeyArn", "alias/aws/backup"), /kmsKeyArn is alias/],
    "AWS's own key by its ARN": [
      set("it", "kmsKeyArn", "arn:aws:kms:eu-central-1:123456789012:alias/aws/backup"),
      /kmsKeyArn is arn:aws:kms/,
    ],
  },
});
