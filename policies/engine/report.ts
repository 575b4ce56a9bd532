import type { EnforcementLevel, ReportViolation } from "@pulumi/policy";

/** What Pulumi's server takes from a report and its typings do not show: a level of its own for one finding. */
interface DetailedViolation {
  readonly message: string;
  readonly urn?: string | undefined;
  /** @default the policy's */
  readonly enforcementLevel?: EnforcementLevel;
}

/** Reports a finding to Pulumi. */
export function reportFinding(report: ReportViolation, violation: DetailedViolation): void {
  (report as unknown as (violation: DetailedViolation) => void)(violation);
}
