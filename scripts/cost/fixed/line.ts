import type { GraphResource } from "../../../program/graph/build-graph";

/** A line of the monthly bill that does not depend on use. */
export interface FixedLine {
  readonly what: string;
  /** What is counted, and what is left out. */
  readonly why: string;
  readonly count: number;
  /** USD per month for one. */
  readonly unitPrice: number;
}

/** How resources of one type are billed: each month; or only by use or not at all, with the reason. */
export type Charge =
  | { readonly monthly: (resources: readonly GraphResource[], all: readonly GraphResource[]) => readonly FixedLine[] }
  | { readonly byUse: string }
  | { readonly free: string };
