// Processes one carrier event. Every step is idempotent: after a crash the message is received again, and all steps run again.

import type { ShipmentEvent } from "../../contracts/shipment-events";
import { PermanentError } from "../../shared/errors";
import type { MetricsRecorder } from "../../shared/metrics";
import { type ShipmentState, stateAfter } from "./shipment";

/** The shipments table. Both methods are one conditional write, may be repeated, and may throw. */
export interface ShipmentStore {
  /**
   * Stores an event in the history, unless one with the same shipment, time and event id exists.
   *
   * @returns `kept`: stored now; `known`: the same event was stored before; `conflict`: a different event was
   */
  keep(event: ShipmentEvent, source: string, receivedAt: Date): Promise<"kept" | "known" | "conflict">;
  /**
   * Sets the state, unless the stored one is as new or newer, or the shipment is another carrier's.
   *
   * @returns `set`: stored now; `newer`: the stored state is as new or newer; `foreign`: the shipment is another carrier's
   */
  advance(state: ShipmentState): Promise<"set" | "newer" | "foreign">;
}

/**
 * Result of an event:
 * - `advanced`: it is the newest of its shipment
 * - `late`: stored, but a newer one was stored before
 * - `repeated`: it was stored before
 */
export type RecordedEvent = "advanced" | "late" | "repeated";

export interface RecordEventDependencies {
  readonly store: ShipmentStore;
  readonly metrics: MetricsRecorder;
}

/** @param source the publisher on the bus: the carrier, whatever the event itself claims */
export type RecordEvent = (event: ShipmentEvent, source: string, receivedAt: Date) => Promise<RecordedEvent>;

/**
 * How far ahead of this program's clock an event's time may be, in milliseconds. An event dated next year would freeze its shipment's state
 * until then, because all events until then would be older.
 */
const toleratedAhead = 300_000;

/**
 * Creates the use case: history first, then state. If a receive ends in between, the history has an event without its state; the next
 * receive finds the event stored, and sets the state.
 *
 * The first carrier that sends an event of a shipment owns it. Other carriers' events stay in the history, under their source, and do not
 * change the state.
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
