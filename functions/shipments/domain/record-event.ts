// What one event of a carrier does. Every step may be repeated: after a crash the message comes back and all of it runs again.

import type { ShipmentEvent } from "../../contracts/shipment-events";
import { PermanentError } from "../../shared/errors";
import type { MetricsRecorder } from "../../shared/metrics";
import { type ShipmentState, stateAfter } from "./shipment";

/** The shipments table. Both methods are one conditional write, may be repeated, and may throw. */
export interface ShipmentStore {
  /**
   * Keeps an event in the history, unless one is kept under its shipment, time and event id.
   *
   * @returns `kept` now; `known`: the same was kept before; `conflict`: another was
   */
  keep(event: ShipmentEvent, source: string, receivedAt: Date): Promise<"kept" | "known" | "conflict">;
  /**
   * Sets the state, unless this one or a newer one stands there, or the shipment is another carrier's.
   *
   * @returns `set` now; `newer`: this one or a newer one stands there; `foreign`: the shipment is another carrier's
   */
  advance(state: ShipmentState): Promise<"set" | "newer" | "foreign">;
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

/** @param source who put the event on the bus: the carrier, whatever the event says */
export type RecordEvent = (event: ShipmentEvent, source: string, receivedAt: Date) => Promise<RecordedEvent>;

/**
 * How far ahead of ours a carrier's clock may be, in milliseconds. An event of next year would freeze its shipment until then: nothing that
 * happens before it is newer.
 */
const toleratedAhead = 300_000;

/**
 * Makes the use case: history first, then state. A worker that dies in between leaves a history without its state; the message comes back,
 * finds the event kept, and sets the state.
 *
 * The first carrier that sends an event of a shipment owns it. Events of others stay in the history, under their source, and do not change the state.
 *
 * @throws PermanentError `EVENT_CONFLICT` when another event is kept under the same shipment, time and event id; `EVENT_FROM_THE_FUTURE`;
 *   `FOREIGN_SHIPMENT` when the shipment is another carrier's
 */
export function createRecordEvent({ store, metrics }: RecordEventDependencies): RecordEvent {
  return async (event, source, receivedAt) => {
    if (Date.parse(event.occurredAt) > receivedAt.getTime() + toleratedAhead) {
      throw new PermanentError(
        "EVENT_FROM_THE_FUTURE",
        `The event is dated ${event.occurredAt} and was received at ${receivedAt.toISOString()}`,
      );
    }
    const kept = await store.keep(event, source, receivedAt);
    if (kept === "conflict") {
      throw new PermanentError("EVENT_CONFLICT", "Another event is kept under this shipment, time and event id");
    }
    const advanced = await store.advance(stateAfter(event, source));
    if (advanced === "foreign") {
      throw new PermanentError("FOREIGN_SHIPMENT", "The shipment is another carrier's, which sent its first event");
    }
    if (kept === "known") {
      metrics.count("shipmentEventsRepeated");
      return "repeated";
    }
    metrics.count("shipmentEventsRecorded");
    if (advanced === "set") return "advanced";
    metrics.count("shipmentEventsLate");
    return "late";
  };
}
