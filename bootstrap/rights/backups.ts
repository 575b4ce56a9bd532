import { awsTypes } from "../../aws/resource-types";
import { on, type Rows } from "./row";

/** Backups: their vault, their plan, and the tests of both. */
export const backupRows: Rows = {
  [awsTypes.backup.vault]: [
    on("backupVault", "backup", {
      create: ["CreateBackupVault", "TagResource"],
      read: ["DescribeBackupVault", "ListTags"],
      update: ["UntagResource"],
      delete: ["DeleteBackupVault"],
    }),
    on("anything", "backup-storage", { create: ["MountCapsule"] }),
    // AWS Backup tries the key in the name of whoever makes the vault, and keeps a grant to it.
    on("keyThroughServices", "kms", { create: ["Decrypt", "DescribeKey", "GenerateDataKey"] }),
    on("keyGrant", "kms", { create: ["CreateGrant"] }),
  ],
  [awsTypes.backup.plan]: [
    on("newBackupPlan", "backup", { create: ["CreateBackupPlan", "TagResource"] }),
    on("backupPlan", "backup", {
      read: ["GetBackupPlan", "ListTags"],
      update: ["TagResource", "UntagResource", "UpdateBackupPlan"],
      delete: ["DeleteBackupPlan"],
    }),
  ],
  [awsTypes.backup.selection]: [
    on("backupPlan", "backup", {
      create: ["CreateBackupSelection"],
      read: ["GetBackupSelection"],
      delete: ["DeleteBackupSelection"],
    }),
    on("passedRole", "iam", { create: ["PassRole"] }),
  ],
  [awsTypes.backup.restoreTestingPlan]: [
    on("restoreTestingPlan", "backup", {
      create: ["CreateRestoreTestingPlan", "TagResource"],
      read: ["GetRestoreTestingPlan", "ListTags"],
      update: ["UntagResource", "UpdateRestoreTestingPlan"],
      delete: ["DeleteRestoreTestingPlan"],
    }),
  ],
  [awsTypes.backup.restoreTestingSelection]: [
    on("restoreTestingPlan", "backup", {
      create: ["CreateRestoreTestingSelection"],
      read: ["GetRestoreTestingSelection"],
      update: ["UpdateRestoreTestingSelection"],
      delete: ["DeleteRestoreTestingSelection"],
    }),
    on("passedRole", "iam", { create: ["PassRole"] }),
  ],
  [awsTypes.backup.regionSettings]: [
    on("anything", "backup", { create: ["UpdateRegionSettings"], read: ["DescribeRegionSettings"] }),
  ],
};
