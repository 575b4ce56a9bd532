// What one event of a carrier does. Every step may be repeated: after a crash the message comes back and all of it runs again.
import { PermanentError } from "../../shared/errors";
import type { MetricsRecorder } from "../../shared/metrics";
import type { ShipmentEvent } from "../events";
import { type ShipmentState, stateAfter } from "./shipment";

/** The shipments table. Both methods are one conditional write, may be repeated, and may throw. */
export interface ShipmentStore {
  /**
   * Keeps an event in the history, unless one is kept under its shipment, time and event id.
   *
   * @returns `kept` now; `known`: the same was kept before; `conflict`: another was
   */
  keep(event: ShipmentEvent, receivedAt: Date): Promise<"kept" | "known" | "conflict">;
  /** Sets the state, unless this one or a newer one stands there. True: it was set. */
  advance(state: ShipmentState): Promise<boolean>;
}

/**
 * What became of an event:
 * - `advanced`: it is the newest of its shipment
 * - `late`: kept, but a newer one was known
 * - `repeated`: it was kept before
 */
export type RecordedEvent = "advanced" | "late" | "repeated";

export interface RecordEventDependencies {
  readonly store: ShipmentStore;
  readonly metrics: MetricsRecorder;
}

export type RecordEvent = (event: ShipmentEvent, receivedAt: Date) => Promise<RecordedEvent>;

/**
 * Makes the use case: history first, then state. A worker that dies in between leaves a history without its state; the message comes back,
 * finds the event kept, and sets the state.
 *
 * @throws PermanentError `EVENT_CONFLICT` when another event is kept under the same shipment, time and event id
 */
export function createRecordEvent({ store, metrics }: RecordEventDependencies): RecordEvent {
  return async (event, receivedAt) => {
    const kept = await store.keep(event, receivedAt);
    if (kept === "conflict") {
      throw new PermanentError("EVENT_CONFLICT", "Another event is kept under this shipment, time and event id");
    }
    const advanced = await store.advance(stateAfter(event));
    if (kept === "known") {
      metrics.count("shipmentEventsRepeated");
      return "repeated";
    }
    metrics.count("shipmentEventsRecorded");
    if (advanced) return "advanced";
    metrics.count("shipmentEventsLate");
    return "late";
  };
}
