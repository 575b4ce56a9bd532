import type { WidenedGrant } from "../deploy/widened-grants";

/** Rows of the report, in this order. `stack` holds what concerns all of them. */
export const pipelineNames = ["orders", "confirmations", "shipments", "notifications", "monitoring", "stack"] as const;

export type PipelineName = (typeof pipelineNames)[number];

/** One expectation and what came of it. */
export interface CheckResult {
  /** Requirement that it shows, such as `O6`. */
  readonly id: string;
  readonly ok: boolean;
  /** In words: what was seen. */
  readonly detail: string;
}

/** An expectation that could not be looked at here, and why. */
export interface NotChecked {
  readonly id: string;
  readonly detail: string;
}

/** What went through one pipeline. */
export interface PipelineReport {
  readonly name: PipelineName;
  /** Pieces of work that were handed to it. */
  readonly sent: number;
  /** Those that were found at its end. */
  readonly seen: number;
  /** Those that were not, and in no dead letters either. */
  readonly lost: number;
  /** Those that were found more than once. */
  readonly duplicated: number;
  /** Messages in its dead letters. */
  readonly deadLettered: number;
  /** From the first request to the last result. */
  readonly seconds: number;
  readonly checks: readonly CheckResult[];
}

/** A mail that came out. */
export interface MailSample {
  readonly to: string;
  readonly subject: string;
  readonly total: string;
  readonly text: string;
}

/** Everything that a run has to tell. */
export interface RunReport {
  /** Every expectation held. */
  readonly ok: boolean;
  readonly pipelines: readonly PipelineReport[];
  readonly deploy: { readonly resources: number; readonly seconds: number };
  readonly notChecked: readonly NotChecked[];
  readonly widenedGrants: readonly WidenedGrant[];
  /** What the emulator lacks, and what was done about it; one sentence each. */
  readonly gaps: readonly string[];
  readonly mails: readonly MailSample[];
  readonly mailCount: number;
}
