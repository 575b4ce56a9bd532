import * as pulumi from "@pulumi/pulumi";
import type { LogicalName } from "../naming";
import * as aws from "../pulumi-aws";
import { physicalNameIn, type StackContext } from "../stack";
import { typeToken } from "../type-tokens";
import { backupFailuresAlarm, noBackupsAlarm } from "./alarms/backup";
import { backupRole } from "./backup-role";
import { createdFirst } from "./created-first";
import type { SharedArgs } from "./shared-args";

export interface BackupArgs extends SharedArgs {
  /** Tables that are kept in the vault. At most 30: a restore test takes no more. */
  readonly tableArns: readonly pulumi.Output<string>[];
}

/** UTC. While DynamoDB makes a backup, tables work as always. */
const DAILY = "cron(0 3 * * ? *)";
const WEEKLY = "cron(0 3 ? * SUN *)";
/** Every first of a month. */
const TESTED = "cron(0 6 1 * ? *)";

/**
 * Backups of tables, beside point-in-time recovery, which forgets after 35 days and ends with its table: daily and weekly, in a vault under
 * the stack's key. Restored once a month by AWS Backup itself, to a table that it deletes again, where `backupRestoreTests` says so. Without a
 * vault lock: one cannot be undone, and would keep what a customer wants forgotten.
 */
export class Backup extends pulumi.ComponentResource {
  readonly vaultName: pulumi.Output<string>;

  constructor(name: LogicalName, args: BackupArgs, opts?: pulumi.ComponentResourceOptions) {
    super(typeToken("blocks", "Backup"), name, {}, opts);
    const { stack, key, tableArns } = args;
    const vault = new aws.backup.Vault(
      `${name}-vault`,
      {
        name: physicalNameIn(stack, "backupVault", `${name}-vault`),
        kmsKeyArn: key.arn,
        tags: stack.tags,
      },
      // Only stacks that keep their data have one: it stays with what is in it.
      { parent: this, protect: true, retainOnDelete: true, ...createdFirst },
    );
    const plan = new aws.backup.Plan(
      `${name}-plan`,
      {
        name: physicalNameIn(stack, "backupPlan", `${name}-plan`),
        rules: backupRules(stack, vault.name),
        tags: stack.tags,
      },
      { parent: this },
    );
    const { role, policies } = backupRole("backup", stack, key, this);
    new aws.backup.Selection(
      `${name}-selection`,
      {
        name: physicalNameIn(stack, "backupPlan", `${name}-selection`),
        planId: plan.id,
        iamRoleArn: role.arn,
        // By ARN: a selection by tag is the account's own switch, which may be off for DynamoDB.
        resources: [...tableArns],
      },
      { parent: this, dependsOn: policies },
    );
    if (stack.config.backupRestoreTests) restoreTests(name, args, vault, this);
    if (stack.config.backupRegionSettings) regionSettings(name, this);
    backupFailuresAlarm(name, args, vault.name, this);
    noBackupsAlarm(name, args, vault.name, this);
    this.vaultName = vault.name;
    this.registerOutputs({ vaultName: this.vaultName });
  }
}

/** Of two rules that begin together, AWS Backup makes one backup and keeps it for the longer time. */
function backupRules(stack: StackContext, targetVaultName: pulumi.Output<string>) {
  const { backupDailyRetentionDays, backupWeeklyRetentionDays, backupCopyVaultArn } = stack.config;
  const rule = (ruleName: string, schedule: string, deleteAfter: number) => ({
    ruleName,
    targetVaultName,
    schedule,
    // Minutes: begun within an hour, done within a day, else the job counts as failed.
    startWindow: 60,
    completionWindow: 1_440,
    lifecycle: { deleteAfter },
    recoveryPointTags: stack.tags,
    ...(backupCopyVaultArn !== undefined && {
      copyActions: [{ destinationVaultArn: backupCopyVaultArn, lifecycle: { deleteAfter } }],
    }),
  });
  return [rule("daily", DAILY, backupDailyRetentionDays), rule("weekly", WEEKLY, backupWeeklyRetentionDays)];
}

/** Its names take letters, digits and underscores alone. */
function restoreTests(
  name: LogicalName,
  { stack, key, tableArns }: BackupArgs,
  vault: aws.backup.Vault,
  parent: pulumi.Resource,
): void {
  const { role, policies } = backupRole("backup-tests", stack, key, parent);
  const underscored = (suffix: string) => physicalNameIn(stack, "backupPlan", `${name}-${suffix}`).replaceAll("-", "_");
  const plan = new aws.backup.RestoreTestingPlan(
    `${name}-tests`,
    {
      name: underscored("tests"),
      scheduleExpression: TESTED,
      recoveryPointSelection: {
        algorithm: "LATEST_WITHIN_WINDOW",
        includeVaults: [vault.arn],
        recoveryPointTypes: ["SNAPSHOT"],
        selectionWindowDays: 7,
      },
      tags: stack.tags,
    },
    { parent },
  );
  new aws.backup.RestoreTestingSelection(
    `${name}-tested-tables`,
    {
      name: underscored("tables"),
      restoreTestingPlanName: plan.name,
      iamRoleArn: role.arn,
      protectedResourceType: "DynamoDB",
      protectedResourceArns: [...tableArns],
      // Deleted as soon as it stands: nobody looks inside.
      validationWindowHours: 0,
    },
    { parent, dependsOn: policies },
  );
}

/** One per account and region, for everything in it: what else it says is for others to decide, and stays as they left it. */
function regionSettings(name: LogicalName, parent: pulumi.Resource): void {
  new aws.backup.RegionSettings(
    `${name}-region`,
    {
      resourceTypeOptInPreference: { DynamoDB: true },
      // Without it, AWS copies no backup of a table to another region.
      resourceTypeManagementPreference: { DynamoDB: true },
    },
    { parent, ignoreChanges: ["resourceTypeOptInPreference"] },
  );
}
