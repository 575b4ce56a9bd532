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

const idPattern = /^[\w.:/+=@~-]{1,128}$/;
const correlationPattern = /^[A-Za-z0-9-]{8,64}$/;

/** Part of keys and of log lines, so only what can stand there as it is. */
const id = z.string().regex(idPattern, "must be 1 to 128 letters, digits or . : / + = @ ~ _ -");

/** Where a parcel is: a carrier's own words, or a few plain fields. */
const location = z.union([
  z.string().min(1).max(256),
  z
    .record(z.string().min(1).max(64), z.union([z.string().max(256), z.number(), z.boolean()]))
    .refine((fields) => Object.keys(fields).length <= 20, "must have at most 20 fields"),
]);

/** A moment in UTC with milliseconds: texts of one length that sort by time. */
const moment = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(text))
  .refine((date) => date.getUTCFullYear() >= 1970 && date.getUTCFullYear() <= 9999, "must be a time since 1970")
  .transform((date) => date.toISOString());

const shipmentStatusChanged = z.object({
  /** The carrier's id of the event: the same at every repetition. */
  eventId: id,
  shipmentId: id,
  orderId: id,
  carrier: z.string().min(1).max(64),
  status: z.enum(shipmentStatuses),
  /** When it happened; in UTC with milliseconds once it is read. */
  occurredAt: moment,
  location: location.optional(),
  /** Of the order's request. An id that is none is left out: the parcel's way counts for more. */
  correlationId: z.string().regex(correlationPattern).optional().catch(undefined),
});

/** A step of a shipment. */
export type ShipmentEvent = z.infer<typeof shipmentStatusChanged>;

/** Body of a message on the shipments queue: the bus's envelope with the carrier's event in it. Unknown fields are ignored. */
export const carrierEvent = z.object({
  source: z.string().regex(/^carrier\../, "must be carrier. and the carrier's name"),
  "detail-type": z.literal("ShipmentStatusChanged"),
  detail: shipmentStatusChanged,
});

/** What may be kept of such a body that failed. */
export const keptCarrierEvent: Kept = fields({
  version: hidden,
  id: uuid,
  "detail-type": oneOf("ShipmentStatusChanged"),
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
