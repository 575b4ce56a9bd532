import * as z from "zod";
import { awsTypes } from "../../../aws/resource-types";
import { stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import type { Report } from "../../engine/rule";
import type { Stack } from "../../engine/stack";
import { allows, attachmentsOf, roleStatements } from "../../iam/roles";
import { tests } from "../../wiring/backups";
import { collect, complete } from "../../wiring/collect";
import { policiesOf } from "../../wiring/functions";

/** Every day: `cron(0 3 * * ? *)`, `cron(30 2 ? * * *)`, or a rate of a day and less. */
const daily = /^(cron\(\d{1,2} [\d*/,-]+ ([*?]) \* ([*?]) \*\)|rate\((1 day|\d+ hours?)\))$/;

export const backupPlanKeepsBackups = stackRule({
  name: "backup-plan-keeps-backups",
  concern: "reliability",
  description:
    "A backup plan makes backups every day, into a vault of the stack, and keeps each for a time that is said.",
  rationale:
    "A rule without a schedule or with another vault's name makes nothing; one without an end keeps customers' data for ever; DynamoDB takes no continuous backups, and cold storage is paid for 90 days. Source: AWS Backup's guide, Backup plan options and Feature availability by resource.",
  remediation:
    "Give each rule schedule, targetVaultName, windows and lifecycle.deleteAfter, one of them every day, and leave enableContinuousBackup out.",
  controls: ["protection.recovery", "dynamodb.backup"],
  severity: "medium",
  parameters: {
    minimumDays: z.int().min(1).default(7).describe("Days that every backup is kept at least."),
    maximumDays: z.int().min(1).default(3_650).describe("Days that a backup is kept at most."),
  },
  async check(stack, { each, report, parameters: { minimumDays, maximumDays } }) {
    await each(stack.ofType(awsTypes.backup.plan), (plan) => {
      const rules = plan.list("rules").map((_, index) => `rules.${index}`);
      const schedules = rules.map((at) => plan.text(`${at}.schedule`));
      if (!schedules.some((schedule) => schedule !== undefined && daily.test(schedule)))
        report(plan, "rules", schedules, "a rule with a schedule of every day");
      for (const at of rules) {
        if (plan.text(`${at}.schedule`) === undefined) report(plan, `${at}.schedule`, undefined, "a schedule");
        if (plan.text(`${at}.ruleName`) === undefined) report(plan, `${at}.ruleName`, undefined, "a name");
        for (const tag of plan.keys("tags")) {
          const found = plan.text(`${at}.recoveryPointTags.${tag}`);
          const wanted = plan.text(`tags.${tag}`);
          if (found !== wanted) report(plan, `${at}.recoveryPointTags.${tag}`, found, `${wanted}, as the plan has it`);
        }
        if (stack.named(plan, `${at}.targetVaultName`, awsTypes.backup.vault).length === 0)
          report(plan, `${at}.targetVaultName`, plan.value(`${at}.targetVaultName`), "a vault of this stack");
        checkKeeping(plan, at, report, minimumDays, maximumDays);
        checkWindows(plan, at, report);
        if (plan.flag(`${at}.enableContinuousBackup`) === true)
          report(plan, `${at}.enableContinuousBackup`, true, "false: DynamoDB has point-in-time recovery for that");
      }
    });
  },
});

function checkKeeping(plan: Resource, at: string, report: Report, least: number, most: number): void {
  const days = plan.number(`${at}.lifecycle.deleteAfter`);
  if (days === undefined || days < least || days > most)
    report(plan, `${at}.lifecycle.deleteAfter`, days, `${least} to ${most} days`);
  const cold = plan.number(`${at}.lifecycle.coldStorageAfter`);
  if (cold !== undefined && (days ?? 0) < cold + 90)
    report(plan, `${at}.lifecycle.coldStorageAfter`, cold, "at least 90 days before deleteAfter");
}

/** In minutes, as AWS takes them. */
function checkWindows(plan: Resource, at: string, report: Report): void {
  const start = plan.number(`${at}.startWindow`);
  if (start === undefined || start < 60 || start > 480) report(plan, `${at}.startWindow`, start, "60 to 480 minutes");
  const completion = plan.number(`${at}.completionWindow`);
  if (completion === undefined || completion < (start ?? 60) + 60 || completion > 10_080)
    report(plan, `${at}.completionWindow`, completion, "an hour more than startWindow, to 10080 minutes");
}

export const backupsAreRestored = stackRule({
  name: "backups-are-restored",
  concern: "reliability",
  description: "A stack that makes backups restores each table from the newest of them, once a month or oftener.",
  rationale:
    "Rights, keys and quotas of a restore are other ones than those of a backup: what is wrong with them shows on the day of the loss. Source: AWS Backup's guide, Restore testing.",
  remediation:
    "Declare a RestoreTestingPlan with LATEST_WITHIN_WINDOW over the stack's vault, and a RestoreTestingSelection of type DynamoDB with the tables' ARNs.",
  controls: ["protection.recovery"],
  severity: "medium",
  parameters: {
    required: z.boolean().default(true).describe("Whether this stack must test its backups."),
  },
  async check(stack, { each, report, parameters: { required } }) {
    if (!required || stack.ofType(awsTypes.backup.plan).length === 0) return;
    await each(stack.ofType(awsTypes.backup.restoreTestingPlan), (plan) => {
      const at = "recoveryPointSelection";
      const found = plan.text(`${at}.algorithm`);
      if (found !== "LATEST_WITHIN_WINDOW") report(plan, `${at}.algorithm`, found, "LATEST_WITHIN_WINDOW");
      const kinds = plan.texts(`${at}.recoveryPointTypes`);
      if (!kinds.includes("SNAPSHOT")) report(plan, `${at}.recoveryPointTypes`, kinds, "SNAPSHOT");
      const days = plan.number(`${at}.selectionWindowDays`);
      if (days === undefined || days < 2 || days > 31) report(plan, `${at}.selectionWindowDays`, days, "2 to 31 days");
      for (const index of plan.list(`${at}.includeVaults`).keys()) {
        const path = `${at}.includeVaults.${index}`;
        if (stack.named(plan, path, awsTypes.backup.vault).length === 0)
          report(plan, path, plan.value(path), "a vault of this stack");
      }
      if (plan.list(`${at}.includeVaults`).length === 0) report(plan, `${at}.includeVaults`, undefined, "the vault");
      const schedule = plan.text("scheduleExpression");
      if (schedule === undefined || !monthly.test(schedule))
        report(plan, "scheduleExpression", schedule, "a cron expression of every month, or oftener");
    });
    await each(stack.ofType(awsTypes.backup.restoreTestingSelection), (selection) => {
      const hours = selection.number("validationWindowHours");
      if (hours === undefined || hours > 24)
        report(
          selection,
          "validationWindowHours",
          hours,
          "0 to 24 hours: what is restored is a copy of customers' data",
        );
    });
    const selections = collect(stack.ofType(awsTypes.backup.restoreTestingSelection), (selection) =>
      stack.named(selection, "restoreTestingPlanName", awsTypes.backup.restoreTestingPlan).length > 0
        ? [selection]
        : [],
    );
    await each(stack.ofType(awsTypes.dynamodb.table), (table) => {
      if (selections.items.some((selection) => tests(selection, table))) return;
      complete(selections);
      report(table, "backup", "never restored", "a restore test that names it");
    });
  },
});

/** Every month of every year, whatever the days. */
const monthly = /^cron\(\d{1,2} [\d*/,-]+ [\dLW?*/,-]+ \* [A-Z\d#L?*/,-]+ \*\)$/;

/** AWS's policy that a role needs, by the type that uses it. */
const needed: Readonly<Record<string, string>> = {
  [awsTypes.backup.selection]: "service-role/AWSBackupServiceRolePolicyForBackup",
  [awsTypes.backup.restoreTestingSelection]: "service-role/AWSBackupServiceRolePolicyForRestores",
};

const keyActions = ["kms:CreateGrant", "kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"];

export const backupRoleSuffices = stackRule({
  name: "backup-role-suffices",
  concern: "reliability",
  description:
    "The role of a backup selection has AWS's policy for its task and the rights on the vault's key, before it is used.",
  rationale:
    "AWS Backup begins a job with whatever role it is given: without the policy it fails at night, and without the key a backup may be there with nothing in it. Source: AWS Backup's guide, IAM service roles and Encryption for backups.",
  remediation:
    "Attach AWSBackupServiceRolePolicyForBackup, or ...ForRestores for a restore test, grant the key, and let the selection depend on both.",
  controls: ["protection.recovery", "async.ordering"],
  severity: "high",
  async check(stack, { each, report }) {
    await each(stack.ofType(...Object.keys(needed)), (selection) => {
      const wanted = needed[selection.type] ?? "";
      for (const role of stack.named(selection, "iamRoleArn", awsTypes.iam.role)) {
        const attachment = attachmentsOf(stack, role).find((found) =>
          found.text("policyArn")?.endsWith(`:policy/${wanted}`),
        );
        if (attachment === undefined) report(role, "policies", "none of AWS's for the task", wanted);
        for (const policy of [...(attachment === undefined ? [] : [attachment]), ...policiesOf(stack, role)]) {
          if (stack.dependsOn(selection, policy)) continue;
          report(selection, "dependsOn", undefined, `'${policy.name}', without which the role may do nothing yet`);
        }
        const lacking = lackingOnKeys(stack, role);
        if (lacking.length > 0) report(role, "policies", "not allowed", `${lacking.join(", ")} on the vault's key`);
      }
    });
  },
});

function lackingOnKeys(stack: Stack, role: Resource): readonly string[] {
  const statements = roleStatements(stack, role).map(({ statement }) => statement);
  const keys = stack.ofType(awsTypes.backup.vault).flatMap((vault) => vault.text("kmsKeyArn") ?? []);
  return keyActions.filter((action) => keys.some((key) => !allows(statements, action, key)));
}
