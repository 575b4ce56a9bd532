import { type Random, shuffled } from "./random";

/** A carrier's event as it is put on the bus. */
export interface CarrierEntry {
  readonly source: string;
  readonly detail: Readonly<Record<string, unknown>>;
  /** What is sent in place of the detail's JSON, for one that no object would be written as. */
  readonly text?: string;
}

/** What the table must contain about a shipment. */
export interface PlannedShipment {
  readonly shipmentId: string;
  readonly orderId: string;
  readonly correlationId: string;
  /** Sort keys of its events, in order, with the status of each. */
  readonly history: readonly { readonly sk: string; readonly status: string }[];
  readonly state: { readonly status: string; readonly timestamp: string; readonly eventId: string };
}

/** An invalid event. */
export interface MalformedEvent {
  readonly what: string;
  /** Found by it in the dead letters, the notifications and the error log. */
  readonly correlationId: string;
  /** Why it is in the dead letters. Default: INVALID_MESSAGE. */
  readonly reason?: string;
}

/** All events that carriers will send, in order, and the expected result. */
export interface ShipmentPlan {
  readonly entries: readonly CarrierEntry[];
  readonly shipments: readonly PlannedShipment[];
  readonly malformed: readonly MalformedEvent[];
  /** Entries that repeat another. */
  readonly repeated: number;
}

/** An order to ship. */
export interface Shippable {
  readonly orderId: string;
  readonly correlationId: string;
}

const journeys = [
  ["CREATED", "PICKED_UP", "IN_TRANSIT", "IN_TRANSIT", "IN_TRANSIT", "OUT_FOR_DELIVERY", "DELIVERED"],
  ["CREATED", "PICKED_UP", "IN_TRANSIT", "EXCEPTION", "IN_TRANSIT", "OUT_FOR_DELIVERY", "DELIVERED"],
  ["CREATED", "PICKED_UP", "IN_TRANSIT", "OUT_FOR_DELIVERY", "EXCEPTION", "EXCEPTION", "RETURNED"],
  ["CREATED", "PICKED_UP", "PICKED_UP", "IN_TRANSIT", "IN_TRANSIT", "IN_TRANSIT", "IN_TRANSIT"],
] as const;

const carriers = ["ups", "dhl", "post"] as const;
const cities = ["Milan", "Lyon", "Graz", "Gent"] as const;
/** Good events of one shipment. */
export const eventsEach = 7;
const repeatedShare = 0.2;
const malformedShare = 0.01;

/** Ways to break an event; those that keep its event id can be recognised when they come again. */
const breakages: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
  ["an unknown status", { status: "LOST" }],
  ["no shipment", { shipmentId: undefined }],
  ["no event id", { eventId: undefined }],
  ["a day without a time", { occurredAt: "2026-03-01" }],
  ["a time without a zone", { occurredAt: "2026-03-01T10:00:00" }],
  ["an order that is a number", { orderId: 17 }],
  ["nothing but a carrier", { eventId: undefined, shipmentId: undefined, orderId: undefined, status: undefined }],
];

/**
 * Plans the journeys of some shipments of some orders: seven events each, shuffled all together, a fifth of them twice, and one broken
 * event for a hundred good ones. The two last events of a shipment may be of one moment: then the later status counts.
 *
 * @param brokenShare broken events for one good event. Default: 0.01
 */
export function planShipments(
  random: Random,
  orders: readonly Shippable[],
  count: number,
  brokenShare = malformedShare,
): ShipmentPlan {
  const planned = Array.from({ length: count }, (_, index) => journeyOf(random, orders[index % orders.length], index));
  const good = planned.flatMap(({ entries }) => entries);
  const broken = Array.from({ length: Math.round(count * eventsEach * brokenShare) }, (_, index) =>
    breakOne(random, good[random.int(0, good.length - 1)], index),
  );
  // Broken events come again as well, one of them in any case.
  const [first, ...recognisable] = broken.flatMap(({ entry }) => (entry.detail.eventId === undefined ? [] : [entry]));
  const again = [...(first === undefined ? [] : [first]), ...shuffled(random, [...good, ...recognisable])].slice(
    0,
    Math.round(good.length * repeatedShare),
  );
  return {
    entries: shuffled(random, [...good, ...broken.map(({ entry }) => entry), ...again]),
    shipments: planned.map(({ shipment }) => shipment),
    malformed: broken.map(({ what, correlationId }) => ({ what, correlationId })),
    repeated: again.length,
  };
}

function journeyOf(random: Random, order: Shippable | undefined, index: number) {
  const shipmentId = random.uuid();
  const orderId = order?.orderId ?? random.uuid();
  const correlationId = order?.correlationId ?? random.uuid();
  const carrier = random.pick(carriers);
  const statuses = journeys[index % journeys.length] ?? journeys[0];
  const start = Date.UTC(2026, 2, 1 + random.int(0, 20), random.int(0, 23));
  // Every other shipment's last two events have the same time, unless they have the same status.
  const hasTie = index % 2 === 0 && statuses.at(-1) !== statuses.at(-2);
  const steps = statuses.map((status, step) => ({
    status,
    eventId: random.uuid(),
    at: new Date(start + Math.min(step, hasTie ? eventsEach - 2 : eventsEach) * 3_600_000).toISOString(),
  }));
  const entries = steps.map(({ status, eventId, at }): CarrierEntry => {
    const what = { eventId, shipmentId, orderId, carrier, status, location: random.pick(cities), correlationId };
    return { source: `carrier.${carrier}`, detail: { ...what, occurredAt: written(random, at) } };
  });
  const history = steps
    .map(({ status, eventId, at }) => ({ sk: `EVENT#${at}#${eventId}#carrier.${carrier}`, status }))
    .sort((a, b) => (a.sk < b.sk ? -1 : 1));
  const last = steps[steps.length - 1] ?? { status: "", eventId: "", at: "" };
  const state = { status: last.status, timestamp: last.at, eventId: last.eventId };
  const shipment: PlannedShipment = { shipmentId, orderId, correlationId, history, state };
  return { entries, shipment };
}

/** One moment in one of the ways in which carriers write it. */
function written(random: Random, at: string): string {
  if (random.int(0, 1) === 0) return at.replace(".000Z", "Z");
  return new Date(Date.parse(at) + 2 * 3_600_000).toISOString().replace("Z", "+02:00");
}

function breakOne(random: Random, entry: CarrierEntry | undefined, index: number) {
  const [what, changes] = breakages[index % breakages.length] ?? ["nothing in it", {}];
  const correlationId = random.uuid();
  const detail = { ...entry?.detail, eventId: random.uuid(), ...changes, correlationId };
  return { what, correlationId, entry: { source: entry?.source ?? "carrier.ups", detail } };
}
