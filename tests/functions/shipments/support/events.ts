import fc from "fast-check";
import { type ShipmentEvent, shipmentStatuses } from "../../../../functions/contracts/shipment-events";

/** A carrier's event as it stands on the bus, before anybody has checked it. */
export type Detail = Readonly<Record<string, unknown>>;

/** One event; `changes` on top. */
export function detail(changes: Detail = {}): Detail {
  return { ...shipmentEvent(), location: "Milan", correlationId: "corr-00000001", ...changes };
}

/** The bus's envelope around an event. The bus makes another `id` each time. */
export function envelope(of: unknown, id = "env-1"): Detail {
  return {
    version: "0",
    id,
    "detail-type": "ShipmentStatusChanged",
    source: "carrier.ups",
    account: "111122223333",
    time: "2026-03-01T10:00:01Z",
    region: "eu-south-2",
    resources: [],
    detail: of,
  };
}

/** The events of one shipment, each with an id of its own; times repeat, and are written in several ways. */
export const journeys: fc.Arbitrary<Detail[]> = fc
  .array(
    fc.record({
      minute: fc.integer({ min: 0, max: 4 }),
      status: fc.constantFrom(...shipmentStatuses),
      zone: fc.constantFrom("Z", "+01:00", "-05:30"),
      location: fc.option(fc.constantFrom("Milan", { city: "Rome", lat: 41.9 }), { nil: undefined }),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((steps) =>
    steps.map(({ minute, status, zone, location }, index) =>
      detail({ eventId: `evt-${index}`, status, location, occurredAt: written(minute, zone) }),
    ),
  );

function written(minute: number, zone: string): string {
  const offset = { Z: 0, "+01:00": 60, "-05:30": -330 }[zone] ?? 0;
  const local = new Date(Date.UTC(2026, 2, 1, 10, minute + offset)).toISOString();
  return local.replace("Z", zone);
}

/** Events of a shipment in some order, some of them again. */
export function deliveriesOf(events: readonly Detail[]): fc.Arbitrary<Detail[]> {
  const all = fc.shuffledSubarray([...events], { minLength: events.length });
  return fc
    .tuple(all, fc.array(fc.constantFrom(...events), { maxLength: 6 }), fc.infiniteStream(fc.nat()))
    .map(([once, again, places]) => {
      const deliveries = [...once];
      for (const event of again) deliveries.splice((places.next().value ?? 0) % (deliveries.length + 1), 0, event);
      return deliveries;
    });
}

/** A valid event as the domain takes it. */
export function shipmentEvent(changes: Partial<ShipmentEvent> = {}): ShipmentEvent {
  return {
    eventId: "evt-00000001",
    shipmentId: "shp-1",
    orderId: "ord-1",
    carrier: "ups",
    status: "IN_TRANSIT",
    occurredAt: "2026-03-01T10:00:00.000Z",
    ...changes,
  };
}
