import { pipelineNames } from "../../components/pipelines";
import type { WidenedGrant } from "../deploy/widened-grants";

/** Rows of the report, in this order. `stack` holds what concerns all of them. */
export const rowNames = [...pipelineNames, "stack"] as const;

export type RowName = (typeof rowNames)[number];

/** One expectation and its outcome. */
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
  readonly name: RowName;
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
  /** Of those, the ones that the traffic did not put there on purpose. */
  readonly astray: number;
  /** From the first request to the last result. */
  readonly seconds: number;
  readonly checks: readonly CheckResult[];
}

/** An email that came out. */
export interface EmailSample {
  readonly to: string;
  readonly subject: string;
  readonly total: string;
  readonly text: string;
}

/** What a failed run has seen beside the failed expectations, and what to do next. */
export interface Diagnosis {
  /** Facts, one sentence each: dead letters, errors, denials, the machine, the emulator's log. */
  readonly facts: readonly string[];
  /** Commands as they can be typed, each with what it is for. */
  readonly next: readonly { readonly command: string; readonly why: string }[];
}

/** Everything that a run reports. */
export interface RunReport {
  /** Every expectation held. */
  readonly ok: boolean;
  readonly pipelines: readonly PipelineReport[];
  readonly deploy: { readonly resources: number; readonly seconds: number };
  readonly notChecked: readonly NotChecked[];
  readonly widenedGrants: readonly WidenedGrant[];
  /** What the emulator lacks, and what was done about it; one sentence each. */
  readonly gaps: readonly string[];
  readonly emails: readonly EmailSample[];
  readonly emailCount: number;
  /** Absent when every expectation held. */
  readonly diagnosis?: Diagnosis;
}
