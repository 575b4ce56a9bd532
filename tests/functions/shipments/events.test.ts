import { expect } from "chai";
import { carrierEvent } from "../../../functions/contracts/shipment-events";
import { tracesOf } from "../../../functions/shipments/event-traces";
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

  it("is taken without an optional field that cannot be used, and with what can be used of its place", () => {
    const read = (changes: Record<string, unknown>) => carrierEvent.parse(envelope(detail(changes))).detail;
    for (const location of [null, "", ["Rome"], { nested: { city: "Rome" } }, 7, { lat: 2 ** 53 }, { lat: 1e-200 }]) {
      expect(read({ location }), JSON.stringify(location)).to.not.have.property("location", location);
      expect(read({ location }).location).to.equal(undefined);
    }
    expect(read({ location: { city: "Oakland", state: "CA", country: null, zip: null } }).location).to.deep.equal({
      city: "Oakland",
      state: "CA",
    });
    expect(read({ correlationId: null }).correlationId).to.equal(undefined);
    expect(read({ correlationId: "<script>" }).correlationId).to.equal(undefined);
  });

  it("has its time in any form of RFC 3339", () => {
    const at = (occurredAt: string) => carrierEvent.parse(envelope(detail({ occurredAt }))).detail.occurredAt;
    expect(at("2026-03-01t10:00:00z")).to.equal("2026-03-01T10:00:00.000Z");
    expect(at("2016-12-31T23:59:60Z")).to.equal("2016-12-31T23:59:59.000Z");
    expect(at("2017-01-01T00:59:60.5+01:00")).to.equal("2016-12-31T23:59:59.500Z");
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
      { occurredAt: "2026-03-01T12:00:60Z" },
      { occurredAt: "2026-03-01T10:00:00+24:00" },
      { eventId: "https://evil.example/" },
      { shipmentId: "@here" },
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
      source: "carrier.ups",
      correlationId: "corr-00000001",
    });
    expect(tracesOf(envelope(detail({ correlationId: "x", shipmentId: "a\nb" })))).to.include({
      shipmentId: undefined,
      correlationId: "evt-00000001",
    });
    for (const body of ["no JSON", null, 7, [], { detail: "text" }])
      expect(Object.values(tracesOf(body)), JSON.stringify(body)).to.deep.equal([...Array(5).fill(undefined)]);
  });
});
