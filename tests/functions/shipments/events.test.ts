import { expect } from "chai";
import { carrierEvent, tracesOf } from "../../../functions/shipments/events";
import { detail, envelope } from "./support/events";

const accepts = (changes: Record<string, unknown>) => carrierEvent.safeParse(envelope(detail(changes))).success;

describe("a carrier's event", () => {
  it("is read in UTC with milliseconds, whatever its zone", () => {
    for (const [given, read] of [
      ["2026-03-01T10:00:00Z", "2026-03-01T10:00:00.000Z"],
      ["2026-03-01T10:00:00.12345+01:00", "2026-03-01T09:00:00.123Z"],
      ["2026-02-28T22:30:00-05:30", "2026-03-01T04:00:00.000Z"],
    ]) {
      const event = carrierEvent.parse(envelope(detail({ occurredAt: given })));
      expect(event.detail.occurredAt).to.equal(read);
    }
  });

  it("may leave out place and correlation id, and say more than we know", () => {
    expect(accepts({ location: undefined, correlationId: undefined, weight: 3 })).to.equal(true);
    expect(accepts({ location: { city: "Rome", lat: 41.9, indoors: true } })).to.equal(true);
  });

  it("is refused with anything else amiss", () => {
    const bad: readonly Record<string, unknown>[] = [
      { eventId: "" },
      { eventId: "a b" },
      { eventId: "e".repeat(129) },
      { shipmentId: undefined },
      { shipmentId: "a#b" },
      { orderId: 17 },
      { carrier: "" },
      { status: "LOST" },
      { status: "delivered" },
      { occurredAt: "2026-03-01" },
      { occurredAt: "2026-03-01T10:00:00" },
      { occurredAt: "2026-02-30T10:00:00Z" },
      { occurredAt: "9999-12-31T23:59:00-01:00" },
      { occurredAt: 1_772_357_400 },
      { location: ["Rome"] },
      { location: { nested: { city: "Rome" } } },
    ];
    for (const changes of bad) expect(accepts(changes), JSON.stringify(changes)).to.equal(false);
  });

  it("comes from a carrier, and is about a shipment's status", () => {
    const others = [{ source: "backoffice.orders" }, { source: "carrier." }, { "detail-type": "OrderPlaced" }];
    for (const other of others)
      expect(carrierEvent.safeParse({ ...envelope(detail()), ...other }).success, JSON.stringify(other)).to.equal(
        false,
      );
  });
});

describe("the traces of a broken event", () => {
  it("are its ids, as far as they are ids", () => {
    expect(tracesOf(envelope(detail(), "env-9"))).to.deep.equal({
      envelopeId: "env-9",
      eventId: "evt-00000001",
      shipmentId: "shp-1",
      correlationId: "corr-00000001",
    });
    expect(tracesOf(envelope(detail({ correlationId: "x", shipmentId: "a\nb" })))).to.include({
      shipmentId: undefined,
      correlationId: "evt-00000001",
    });
    for (const body of ["no JSON", null, 7, [], { detail: "text" }])
      expect(Object.values(tracesOf(body)), JSON.stringify(body)).to.deep.equal([
        undefined,
        undefined,
        undefined,
        undefined,
      ]);
  });
});
