import type { CheckResult, NotChecked, RunReport } from "./model";

/** The report that `npm start -- --json FILE` writes. Scripts rely on its form. */
export interface JsonReport {
  readonly ok: boolean;
  readonly pipelines: readonly {
    readonly name: string;
    readonly sent: number;
    readonly seen: number;
    readonly lost: number;
    readonly duplicated: number;
    readonly deadLettered: number;
    readonly seconds: number;
    readonly checks: readonly CheckResult[];
  }[];
  readonly deploy: { readonly resources: number; readonly seconds: number };
  /** What this run could not check, and why. */
  readonly notChecked: readonly NotChecked[];
  readonly widenedGrants: RunReport["widenedGrants"];
  readonly gaps: readonly string[];
}

/** Seconds with three decimals; emails are left out. */
export function toJson(report: RunReport): JsonReport {
  const { ok, pipelines, deploy, notChecked, widenedGrants, gaps } = report;
  return {
    ok,
    pipelines: pipelines.map(({ name, sent, seen, lost, duplicated, deadLettered, seconds, checks }) => ({
      name,
      sent,
      seen,
      lost,
      duplicated,
      deadLettered,
      seconds: round(seconds),
      checks: checks.map(({ id, ok: held, detail }) => ({ id, ok: held, detail })),
    })),
    deploy: { resources: deploy.resources, seconds: round(deploy.seconds) },
    notChecked,
    widenedGrants,
    gaps,
  };
}

function round(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
