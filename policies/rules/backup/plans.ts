import * as z from "zod";
import { awsTypes } from "../../../aws/resource-types";
import { stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import type { Report } from "../../engine/rule";

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
