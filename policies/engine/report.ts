import type { EnforcementLevel, ReportViolation } from "@pulumi/policy";

/** A violation with a level of its own: Pulumi's server accepts the level, its typings omit it. */
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
