import type * as pulumi from "@pulumi/pulumi";
import { completedJobs, failedJobMetrics } from "../alarms/backup";
import type { GraphWidget } from "../dashboard";

/** Backups of a vault, and those, copies and restore tests that failed. */
export function backupsGraph(vaultName: pulumi.Input<string>): GraphWidget {
  const labels = {
    failed: "Backups that failed",
    expired: "Backups that did not begin in time",
    aborted: "Backups that were aborted",
    copies: "Copies that failed",
    restores: "Restores that failed",
  };
  return {
    kind: "graph",
    title: "Backups",
    lines: [
      ...failedJobMetrics(vaultName).map(([id, metric]) => ({ metric, label: labels[id] })),
      { metric: completedJobs(vaultName), label: "Backups that were made" },
    ],
  };
}
