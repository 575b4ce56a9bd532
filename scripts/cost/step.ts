import type { Load } from "./load";
import { perMillion } from "./prices";
import type { StackGraph } from "./stack-graph";

/**
 * Why a step is needed:
 * - `floor`: any pipeline of this form needs it, and the floor includes it
 * - id of a requirement, such as `O8`: this pipeline needs it beyond the floor
 * - `choice`: no requirement needs it; it follows from the design
 */
export type Origin = "floor" | "choice" | `${"X" | "N" | "M" | "S" | "E" | "O"}${number}`;

/** The resource whose capacity a step takes. */
export interface Used {
  /** Logical name, such as `orders-table`. */
  readonly resource: string;
  /** Index of a table. */
  readonly index?: string;
  /** Length of one invocation of a function. */
  readonly milliseconds?: number;
}

/** Something that AWS bills for an event. */
export interface Step {
  readonly what: string;
  /** The code or setting that causes it. */
  readonly why: string;
  readonly origin: Origin;
  /** Units per event; below 1 when events share a unit. */
  readonly count: number;
  /** USD per million units. */
  readonly unitPrice: number;
  /** What the units are, by the name of their price. @default a unit that only this step has */
  readonly unit?: keyof typeof perMillion;
  /** `npm run capacity` adds these up by resource. @default the whole account, or nothing that has a limit */
  readonly uses?: Used;
}

/** USD per million events. */
export function costOf({ count, unitPrice }: Pick<Step, "count" | "unitPrice">): number {
  return count * unitPrice;
}

/** The resources and the load from which a pipeline's steps are derived. */
export interface StepContext {
  readonly graph: StackGraph;
  readonly load: Load;
}

/** The part of a step that the caller provides. */
export interface Reason {
  readonly why: string;
  readonly origin: Origin;
  readonly uses?: Used;
}

/** A step with a price from the table. */
export function step(what: string, price: keyof typeof perMillion, count: number, reason: Reason): Step {
  return { what, ...reason, count, unitPrice: perMillion[price], unit: price };
}
