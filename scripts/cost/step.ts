import type { Load } from "./load";
import { perMillion } from "./prices";
import type { StackGraph } from "./stack-graph";

/**
 * Why an event pays for a step:
 * - `floor`: any pipeline of this form does, and its floor has it
 * - an id of a requirement, such as `O8`: what this pipeline must do beyond that
 * - `choice`: nobody asked for it; it is how we built it
 */
export type Origin = "floor" | "choice" | `${"X" | "N" | "M" | "S" | "E" | "O"}${number}`;

/** One thing that AWS charges for an event. */
export interface Step {
  readonly what: string;
  /** Which code or which setting makes it happen. */
  readonly why: string;
  readonly origin: Origin;
  /** Units for one event; a share of one when events share it. */
  readonly count: number;
  /** USD for a million units. */
  readonly unitPrice: number;
}

/** USD for a million events. */
export function costOf({ count, unitPrice }: Pick<Step, "count" | "unitPrice">): number {
  return count * unitPrice;
}

/** What the steps of a pipeline are counted from. */
export interface StepContext {
  readonly graph: StackGraph;
  readonly load: Load;
}

/** The part of a step that its caller knows. */
export interface Reason {
  readonly why: string;
  readonly origin: Origin;
}

/** One step by a price of the table. */
export function step(what: string, price: keyof typeof perMillion, count: number, reason: Reason): Step {
  return { what, ...reason, count, unitPrice: perMillion[price] };
}
