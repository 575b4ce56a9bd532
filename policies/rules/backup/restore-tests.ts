import * as z from "zod";
import { awsTypes } from "../../../aws/resource-types";
import { stackRule } from "../../engine/define";
import { tests } from "../../wiring/backups";
import { collect, complete } from "../../wiring/collect";

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
