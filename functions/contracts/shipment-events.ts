// Carriers' events on the shop's bus: ShipmentStatusChanged.
import * as z from "zod";
import { carrierEvents, carrierSourcePrefix } from "./bus";
import { correlationPattern } from "./fields/correlation";
import { momentType } from "./fields/date-time";
import type { Frozen } from "./fields/exhaustive";
import { usable, usableFields } from "./fields/optional-fields";

/** Statuses of a shipment, in the usual sequence. For two events of the same moment, the later one in this list counts. */
export const shipmentStatuses = [
  "CREATED",
  "PICKED_UP",
  "IN_TRANSIT",
  "OUT_FOR_DELIVERY",
  "DELIVERED",
  "EXCEPTION",
  "RETURNED",
] as const;

export type ShipmentStatus = (typeof shipmentStatuses)[number];

/**
 * An id from a carrier. It is used in keys, log lines and alerts, so it allows only characters that need no escaping and make no link in
 * a chat room.
 */
export const idPattern = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$/;

const id = z.string().regex(idPattern, "must be 1 to 128 letters, digits or . _ : -, the first a letter or digit");

/** A number that DynamoDB stores and JavaScript reads back without loss. */
const storable = z.number().refine((value) => value === 0 || (Math.abs(value) >= 1e-9 && Math.abs(value) <= 1e9));

/** Fields of a place; empty ones are dropped. */
const placeFields = z
  .record(z.string().min(1).max(64), z.union([z.string().max(256), storable, z.boolean(), z.null()]))
  .transform((fields) => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)))
  .refine((fields) => Object.keys(fields).length <= 20, "must have at most 20 fields");

/** Where a parcel is: the carrier's own text, or a few fields. */
const location = z.union([z.string().min(1).max(256), placeFields]);

const shipmentStatusChanged = z.object({
  /** The carrier's id of the event: the same at every repetition. */
  eventId: id,
  shipmentId: id,
  orderId: id,
  carrier: z.string().min(1).max(64),
  status: z.enum(shipmentStatuses),
  /** Time of the event; in UTC with milliseconds after parsing. */
  occurredAt: momentType(),
  location: usable(location),
  /** Of the order's request. */
  correlationId: usable(z.string().regex(correlationPattern)),
});

/** Optional fields of an event: see `usable`. */
export const optionalEventFields = usableFields(shipmentStatusChanged);

/** A step of a shipment. */
export type ShipmentEvent = Frozen<z.output<typeof shipmentStatusChanged>>;

/** Source of a carrier's events on the bus. */
export const carrierSource = new RegExp(`^${carrierSourcePrefix.replace(".", "\\.")}[A-Za-z0-9._-]{1,100}$`);

/** Body of a message on the shipments queue: the bus's envelope with the carrier's event in it. Unknown fields are ignored. */
export const carrierEvent = z.object({
  /** Publisher of the event, which identifies the carrier; the field `carrier` is only the carrier's own claim. */
  source: z.string().regex(carrierSource, `must be ${carrierSourcePrefix} and the carrier's name`),
  "detail-type": z.literal(carrierEvents.statusChanged),
  detail: shipmentStatusChanged,
});
