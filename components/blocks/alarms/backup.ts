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
