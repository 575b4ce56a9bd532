// The stored data of a shipment: every event once, and the state from the newest of them.
import { createHash } from "node:crypto";
import { type ShipmentEvent, shipmentStatuses } from "../../contracts/shipment-events";

/** State of a shipment: the content of its newest event. */
export interface ShipmentState extends Omit<ShipmentEvent, "occurredAt"> {
  /** Source of the carrier's events on the bus: the shipment's owner. */
  readonly carrierSource: string;
  /** When the newest event happened. */
  readonly timestamp: string;
  /** The newest event's position among the shipment's events; see `placeOf`. */
  readonly place: string;
}

/**
 * An event's position among the events of its shipment, as a string that sorts: by time, then by status, then by event id. No two events
 * have the same position, so the newest one does not depend on the order of arrival.
 */
export function placeOf({ occurredAt, status, eventId }: ShipmentEvent): string {
  return `${occurredAt}#${shipmentStatuses.indexOf(status)}#${eventId}`;
}

/** The state of a shipment whose newest event this is. */
export function stateAfter(event: ShipmentEvent, carrierSource: string): ShipmentState {
  const { occurredAt, ...rest } = event;
  return { ...rest, carrierSource, timestamp: occurredAt, place: placeOf(event) };
}

/** Fields that identify an event. The correlation id is this program's, not the carrier's. */
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
