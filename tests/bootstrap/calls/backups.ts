import type { GraphResource } from "../../../program/graph/build-graph";
import { type Calls, input, lastOf, named, on, onNothing } from "./call";

// By terraform-provider-aws, internal/service/backup, and AWS Backup's guide, "Access control".
const throughBackup = () => ({ "kms:ViaService": "backup.eu-central-1.amazonaws.com" });
const vaultKey = lastOf("/", { KeyId: "kmsKeyArn" });
const plan = () => ({ BackupPlanId: "11112222-3333-4444-5555-666677778888" });
const testingPlan = (name: string) => (resource: GraphResource) => ({
  RestoreTestingPlanName: input(resource, name),
  RestoreTestingPlanId: "11112222-3333-4444-5555-666677778888",
});
const passesRole = on(
  "iam",
  "role",
  lastOf("/", { RoleNameWithPath: "iamRoleArn" }),
  { create: ["PassRole"] },
  { context: () => ({ "iam:PassedToService": "backup.amazonaws.com" }) },
);

export const backupCalls: Readonly<Record<string, readonly Calls[]>> = {
  "aws:backup/vault:Vault": [
    on("backup", "backupVault", named({ BackupVaultName: "name" }), {
      create: ["CreateBackupVault", "TagResource"],
      read: ["DescribeBackupVault", "ListTags"],
      update: ["TagResource", "UntagResource"],
      delete: ["DeleteBackupVault"],
    }),
    onNothing("backup-storage", { create: ["MountCapsule"] }),
    on("kms", "key", vaultKey, { create: ["DescribeKey", "Decrypt", "GenerateDataKey"] }, { context: throughBackup }),
    on(
      "kms",
      "key",
      vaultKey,
      { create: ["CreateGrant"] },
      { context: () => ({ ...throughBackup(), "kms:GrantIsForAWSResource": "true" }) },
    ),
  ],
  "aws:backup/plan:Plan": [
    on("backup", "backupPlan", plan, { create: ["CreateBackupPlan", "TagResource"] }, { fresh: true }),
    on("backup", "backupPlan", plan, {
      read: ["GetBackupPlan", "ListTags"],
      update: ["UpdateBackupPlan", "TagResource", "UntagResource"],
      delete: ["DeleteBackupPlan"],
    }),
  ],
  "aws:backup/selection:Selection": [
    on("backup", "backupPlan", plan, {
      create: ["CreateBackupSelection"],
      read: ["GetBackupSelection"],
      delete: ["DeleteBackupSelection"],
    }),
    passesRole,
  ],
  "aws:backup/restoreTestingPlan:RestoreTestingPlan": [
    on("backup", "restoreTestingPlan", testingPlan("name"), {
      create: ["CreateRestoreTestingPlan", "TagResource"],
      read: ["GetRestoreTestingPlan", "ListTags"],
      update: ["UpdateRestoreTestingPlan", "TagResource", "UntagResource"],
      delete: ["DeleteRestoreTestingPlan"],
    }),
  ],
  "aws:backup/restoreTestingSelection:RestoreTestingSelection": [
    on("backup", "restoreTestingPlan", testingPlan("restoreTestingPlanName"), {
      create: ["CreateRestoreTestingSelection"],
      read: ["GetRestoreTestingSelection"],
      update: ["UpdateRestoreTestingSelection"],
      delete: ["DeleteRestoreTestingSelection"],
    }),
    passesRole,
  ],
  "aws:backup/regionSettings:RegionSettings": [
    onNothing("backup", { create: ["UpdateRegionSettings"], read: ["DescribeRegionSettings"] }),
  ],
};
