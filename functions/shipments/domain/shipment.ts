// What is kept of a shipment: every event once, and the state that the newest of them leaves it in.
import { createHash } from "node:crypto";
import { type ShipmentEvent, shipmentStatuses } from "../../contracts/shipment-events";

/** Where a shipment stands: nothing but what its newest event says. */
export interface ShipmentState extends Omit<ShipmentEvent, "occurredAt"> {
  /** Who puts the carrier's events on the bus: the shipment's owner. */
  readonly carrierSource: string;
  /** When the newest event happened. */
  readonly timestamp: string;
  /** The newest event's place among the shipment's events; see `placeOf`. */
  readonly place: string;
}

/**
 * An event's place among the events of its shipment, as a text that sorts: by time, then by status, then by event id. No two events have
 * the same, so whatever order they come in, the same one is the newest.
 */
export function placeOf({ occurredAt, status, eventId }: ShipmentEvent): string {
  return `${occurredAt}#${shipmentStatuses.indexOf(status)}#${eventId}`;
}

/** The state that an event leaves its shipment in, when it is the newest. */
export function stateAfter(event: ShipmentEvent, carrierSource: string): ShipmentState {
  const { occurredAt, ...rest } = event;
  return { ...rest, carrierSource, timestamp: occurredAt, place: placeOf(event) };
}

/** Fields by which an event is found. The correlation id is ours, not the carrier's. */
type Identifying = "eventId" | "shipmentId" | "occurredAt" | "correlationId";

/** Digest of an event's content: two events with one id and time are the same only if their digests are equal. */
export function digestOf({ orderId, carrier, status, location: place }: ShipmentEvent, source: string): string {
  const location = typeof place === "object" ? Object.entries(place).sort(([a], [b]) => (a < b ? -1 : 1)) : place;
  const fields = { orderId, carrier, status, location } satisfies Record<
    Exclude<keyof ShipmentEvent, Identifying>,
    unknown
  >;
  return createHash("sha256")
    .update(JSON.stringify([...Object.values(fields), source]))
    .digest("hex");
}
