import type { ControlId } from "./catalog";

/** A control that the pack does not check, and the reason. */
export interface Declined {
  readonly control: ControlId;
  readonly reason: string;
}
