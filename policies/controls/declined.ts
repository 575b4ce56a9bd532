import type { ControlId } from "./catalog";

/** A control that the pack does not ask for, and why. */
export interface Declined {
  readonly control: ControlId;
  readonly reason: string;
}
