import { pipelineNames } from "../../components/pipelines";
import type { WidenedGrant } from "../deploy/widened-grants";

/** Rows of the report, in this order. `stack` is for what concerns all pipelines. */
export const rowNames = [...pipelineNames, "stack"] as const;

export type RowName = (typeof rowNames)[number];

/** One expectation and its outcome. */
export interface CheckResult {
  /** Requirement that it proves, such as `O6`. */
  readonly id: string;
  readonly ok: boolean;
  /** What was observed. */
  readonly detail: string;
}

/** An expectation that this run could not check, and why. */
export interface NotChecked {
  readonly id: string;
  readonly detail: string;
}

/** Counts of one pipeline. */
export interface PipelineReport {
  readonly name: RowName;
  /** Messages or requests that were sent to it. */
  readonly sent: number;
  /** Those that were found at its end. */
  readonly seen: number;
  /** Those that were not, and in no dead letters either. */
  readonly lost: number;
  /** Those that were found more than once. */
  readonly duplicated: number;
  /** Messages in its dead letters. */
  readonly deadLettered: number;
  /** Those of them that the traffic did not cause on purpose. */
  readonly astray: number;
  /** From the first request to the last result. */
  readonly seconds: number;
  readonly checks: readonly CheckResult[];
}

/** An email that was sent. */
export interface EmailSample {
  readonly to: string;
  readonly subject: string;
  readonly total: string;
  readonly text: string;
}

/** What a failed run observed besides the failed expectations, and what to do next. */
export interface Diagnosis {
  /** Facts, one sentence each: dead letters, errors, denials, the machine, the emulator's log. */
  readonly facts: readonly string[];
  /** Commands to copy, each with its purpose. */
  readonly next: readonly { readonly command: string; readonly why: string }[];
}

/** Everything that a run reports. */
export interface RunReport {
  /** Every expectation was met. */
  readonly ok: boolean;
  readonly pipelines: readonly PipelineReport[];
  readonly deploy: { readonly resources: number; readonly seconds: number };
  readonly notChecked: readonly NotChecked[];
  readonly widenedGrants: readonly WidenedGrant[];
  /** What the emulator lacks, and what replaced it; one sentence each. */
  readonly gaps: readonly string[];
  readonly emails: readonly EmailSample[];
  readonly emailCount: number;
  /** Absent when every expectation was met. */
  readonly diagnosis?: Diagnosis;
}
