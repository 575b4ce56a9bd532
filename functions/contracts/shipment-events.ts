// What carriers tell on the shop's bus: ShipmentStatusChanged.
import * as z from "zod";
import {
  arn,
  digits,
  fields,
  hidden,
  type Kept,
  list,
  oneOf,
  service,
  time,
  token,
  uuid,
} from "../shared/redaction/kept";
import { carrierEvents, carrierSourcePrefix } from "./bus";
import { correlationPattern } from "./fields/correlation";
import { momentType } from "./fields/date-time";
import { usable } from "./fields/optional-fields";

/** Statuses of a shipment on its way, early ones first. Of two events of one moment the later in this list counts. */
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

/** An id by contract: part of keys, log lines and alerts, so only what can stand there as it is, and nothing that a chat room makes a link of. */
const idPattern = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$/;

const id = z.string().regex(idPattern, "must be 1 to 128 letters, digits or . _ : -, the first a letter or digit");

/** What DynamoDB holds as a number and JavaScript gives back as it was. */
const storable = z.number().refine((value) => value === 0 || (Math.abs(value) >= 1e-9 && Math.abs(value) <= 1e9));

/** Fields of a place; those without a value are left out. */
const placeFields = z
  .record(z.string().min(1).max(64), z.union([z.string().max(256), storable, z.boolean(), z.null()]))
  .transform((fields) => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)))
  .refine((fields) => Object.keys(fields).length <= 20, "must have at most 20 fields");

/** Where a parcel is: a carrier's own words, or a few plain fields. */
const location = z.union([z.string().min(1).max(256), placeFields]);

/** Optional fields of an event: see `usable`. */
export const optionalEventFields = ["location", "correlationId"] as const;

const shipmentStatusChanged = z.object({
  /** The carrier's id of the event: the same at every repetition. */
  eventId: id,
  shipmentId: id,
  orderId: id,
  carrier: z.string().min(1).max(64),
  status: z.enum(shipmentStatuses),
  /** When it happened; in UTC with milliseconds once it is read. */
  occurredAt: momentType(),
  location: usable(location),
  /** Of the order's request. */
  correlationId: usable(z.string().regex(correlationPattern)),
});

/** A step of a shipment. */
export type ShipmentEvent = z.infer<typeof shipmentStatusChanged>;

/** Source of a carrier's events on the bus. */
const carrierSource = new RegExp(`^${carrierSourcePrefix.replace(".", "\\.")}[A-Za-z0-9._-]{1,100}$`);

/** Body of a message on the shipments queue: the bus's envelope with the carrier's event in it. Unknown fields are ignored. */
export const carrierEvent = z.object({
  /** Who put the event on the bus, and so which carrier it is: what `carrier` says is the carrier's own word. */
  source: z.string().regex(carrierSource, `must be ${carrierSourcePrefix} and the carrier's name`),
  "detail-type": z.literal(carrierEvents.statusChanged),
  detail: shipmentStatusChanged,
});

/** What may be kept of such a body that failed. */
export const keptCarrierEvent: Kept = fields({
  version: hidden,
  id: uuid,
  "detail-type": oneOf(carrierEvents.statusChanged),
  source: service,
  account: digits,
  time,
  region: service,
  resources: list(arn),
  detail: fields({
    eventId: token,
    shipmentId: token,
    orderId: token,
    carrier: hidden,
    status: oneOf(...shipmentStatuses),
    occurredAt: time,
    location: hidden,
    correlationId: token,
  }),
});

/** What can be said about a body that may be broken in any way. Ids that could be anything but ids are left out. */
export interface EventTraces {
  /** The bus's id: another one each time that a carrier tells the same. */
  readonly envelopeId: string | undefined;
  readonly eventId: string | undefined;
  readonly shipmentId: string | undefined;
  /** Who put it on the bus. */
  readonly source: string | undefined;
  /** The event's own; where it has none, its event id. */
  readonly correlationId: string | undefined;
}

/** Reads what there is to read in a body. */
export function tracesOf(body: unknown): EventTraces {
  const detail = fieldOf(body, "detail");
  const eventId = matching(fieldOf(detail, "eventId"), idPattern);
  return {
    envelopeId: matching(fieldOf(body, "id"), idPattern),
    eventId,
    shipmentId: matching(fieldOf(detail, "shipmentId"), idPattern),
    source: matching(fieldOf(body, "source"), carrierSource),
    correlationId:
      matching(fieldOf(detail, "correlationId"), correlationPattern) ?? matching(eventId, correlationPattern),
  };
}

function fieldOf(value: unknown, field: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, field) : undefined;
}

function matching(value: unknown, pattern: RegExp): string | undefined {
  return typeof value === "string" && pattern.test(value) ? value : undefined;
}
