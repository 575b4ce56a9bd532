import type { GraphResource } from "../../../program/graph/build-graph";

/** Part of the monthly bill that comes whether anything happens or not. */
export interface FixedLine {
  readonly what: string;
  /** What is counted, and what the number leaves out. */
  readonly why: string;
  readonly count: number;
  /** USD a month for one. */
  readonly unitPrice: number;
}

/** How resources of one type are paid for: each month, or only by use or not at all, and why. */
export type Charge =
  | { readonly monthly: (resources: readonly GraphResource[], all: readonly GraphResource[]) => readonly FixedLine[] }
  | { readonly byUse: string }
  | { readonly free: string };
