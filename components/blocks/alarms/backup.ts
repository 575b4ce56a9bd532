import type * as pulumi from "@pulumi/pulumi";
import type { LogicalName } from "../../naming";
import { type Metric, mathAlarm } from "../alarm";
import type { SharedArgs } from "../shared-args";

/**
 * Jobs of a vault that did not do what they were to do. An expired backup job did not begin within its start window.
 *
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/cloudwatch.html
 */
const failedJobs = {
  failed: "NumberOfBackupJobsFailed",
  expired: "NumberOfBackupJobsExpired",
  aborted: "NumberOfBackupJobsAborted",
  copies: "NumberOfCopyJobsFailed",
  restores: "NumberOfRestoreJobsFailed",
} as const;

/** A metric of each kind of failed job of a vault. */
export function failedJobMetrics(
  vaultName: pulumi.Input<string>,
): readonly (readonly [id: keyof typeof failedJobs, metric: Metric])[] {
  return (Object.keys(failedJobs) as (keyof typeof failedJobs)[]).map((id) => [
    id,
    {
      namespace: "AWS/Backup",
      name: failedJobs[id],
      dimensions: { BackupVaultName: vaultName },
      statistic: "Sum",
      periodSeconds: 300,
    },
  ]);
}

/** Raised by the first backup, copy or restore test that fails. Not adjustable: nobody looks at backups before they are needed. */
export function backupFailuresAlarm(
  name: LogicalName,
  sharedArgs: SharedArgs,
  vaultName: pulumi.Input<string>,
  parent: pulumi.Resource,
) {
  const metrics = Object.fromEntries(failedJobMetrics(vaultName));
  return mathAlarm(
    `${name}-failed-alarm`,
    sharedArgs,
    {
      summary: "A backup of a table, its copy to another vault, or a restore test failed.",
      runbook: "backup-failures",
      label: "Jobs that failed",
      // AWS Backup publishes a data point only where there was such a job.
      expression: Object.keys(metrics)
        .map((id) => `FILL(${id}, 0)`)
        .join(" + "),
      metrics,
      comparison: ">",
      threshold: 0,
      periods: 1,
      missingData: "notBreaching",
    },
    parent,
  );
}

const DAY_SECONDS = 86_400;
/** Backups of a vault that were made, by the day. */
export function completedJobs(vaultName: pulumi.Input<string>): Metric {
  return {
    namespace: "AWS/Backup",
    name: "NumberOfBackupJobsCompleted",
    dimensions: { BackupVaultName: vaultName },
    statistic: "Sum",
    periodSeconds: DAY_SECONDS,
  };
}

/** The longest that CloudWatch allows: until then a new vault need not have a backup. */
const TWO_DAYS_MINUTES = 2_880;

/**
 * Raised when a vault has no completed backup for two days. A plan whose selection, role or region setting does not fit begins no job, and so
 * none that fails.
 */
export function noBackupsAlarm(
  name: LogicalName,
  sharedArgs: SharedArgs,
  vaultName: pulumi.Input<string>,
  parent: pulumi.Resource,
) {
  return mathAlarm(
    `${name}-missing-alarm`,
    sharedArgs,
    {
      summary: "No backup of any table was made for two days.",
      runbook: "backup-failures",
      label: "Days without a backup",
      expression: "IF(completed > 0, 0, 1)",
      metrics: { completed: completedJobs(vaultName) },
      comparison: ">=",
      threshold: 1,
      periods: 2,
      // AWS Backup publishes a data point only where there was such a job: none is what this looks for.
      missingData: "breaching",
      warmUpMinutes: TWO_DAYS_MINUTES,
    },
    parent,
  );
}
