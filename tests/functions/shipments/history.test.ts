// S3: late, duplicate and out-of-order events leave the right final state and a full history.
import { expect } from "chai";
import fc from "fast-check";
import { type Detail, deliveriesOf, detail, envelope, journeys } from "./support/events";
import { createWorld, type Outcome } from "./support/world";

const created = detail({ eventId: "evt-00000001", status: "CREATED", occurredAt: "2026-03-01T10:00:00Z" });
const moving = detail({ eventId: "evt-00000002", status: "IN_TRANSIT", occurredAt: "2026-03-01T12:00:00+01:00" });
const delivered = detail({ eventId: "evt-00000003", status: "DELIVERED", occurredAt: "2026-03-01T12:00:00.5Z" });

async function deliver(...details: readonly Detail[]) {
  const world = createWorld();
  for (const [index, one] of details.entries()) {
    await world.receive({ id: `message-${index}`, body: envelope(one, `env-${index}`) });
  }
  return world;
}

describe("the history of a shipment", () => {
  it("keeps each event under its time in UTC, and the state of the newest with its order and correlation id", async () => {
    const world = await deliver(created, moving);

    const { history, state } = world.shipment();
    expect(history.map(({ sk, eventStatus }) => [sk, eventStatus])).to.deep.equal([
      ["EVENT#2026-03-01T10:00:00.000Z#evt-00000001#carrier.ups", "CREATED"],
      ["EVENT#2026-03-01T11:00:00.000Z#evt-00000002#carrier.ups", "IN_TRANSIT"],
    ]);
    expect(history[0]).to.deep.include({ orderId: "ord-1", correlationId: "corr-00000001", location: "Milan" });
    expect(state).to.deep.equal({
      pk: "SHIPMENT#shp-1",
      sk: "STATE",
      shipmentId: "shp-1",
      orderId: "ord-1",
      carrier: "ups",
      carrierSource: "carrier.ups",
      status: "IN_TRANSIT",
      timestamp: "2026-03-01T11:00:00.000Z",
      eventId: "evt-00000002",
      place: "2026-03-01T11:00:00.000Z#2#evt-00000002",
      location: "Milan",
      correlationId: "corr-00000001",
    });
  });

  it("shows only the state in the indexes", async () => {
    const world = await deliver(created, detail({ status: "LOST" }));

    const indexed = (key: string) =>
      world.items().filter((item) => item[key] !== undefined && item.timestamp !== undefined);
    expect(indexed("status").map(({ sk }) => sk)).to.deep.equal(["STATE"]);
    expect(indexed("orderId").map(({ sk }) => sk)).to.deep.equal(["STATE"]);
  });

  it("is decided by the carrier that sent the first event: another's event is refused, notified, and kept in the history", async () => {
    const world = createWorld();
    await world.deliver({ id: "message-1", body: envelope(moving) });
    const evil = { ...envelope(delivered, "env-2"), source: "carrier.evil" };

    await world.deliver({ id: "message-2", body: evil });

    expect(world.shipment().state).to.include({ status: "IN_TRANSIT", carrierSource: "carrier.ups" });
    expect(world.letters.map(({ reason }) => reason)).to.deep.equal(["FOREIGN_SHIPMENT"]);
    expect(world.notifications).to.have.length(1);
    expect(world.shipment().history.map(({ carrierSource }) => carrierSource)).to.deep.equal([
      "carrier.ups",
      "carrier.evil",
    ]);
    await world.deliver({ id: "message-3", body: envelope(delivered, "env-3") });
    expect(world.shipment().state).to.include({ status: "DELIVERED", carrierSource: "carrier.ups" });
    expect(world.letters).to.have.length(1);
  });

  it("is not frozen by an event of the future, which is refused and notified", async () => {
    const world = createWorld();
    const ahead = (minutes: number) => new Date(Date.parse("2026-03-02T08:00:00Z") + minutes * 60_000).toISOString();
    await world.deliver({ id: "message-1", body: envelope(detail({ eventId: "a", occurredAt: ahead(6) })) });
    await world.deliver({ id: "message-2", body: envelope(detail({ eventId: "b", occurredAt: ahead(4) }), "env-2") });

    expect(world.letters.map(({ reason }) => reason)).to.deep.equal(["EVENT_FROM_THE_FUTURE"]);
    expect(world.notifications).to.have.length(1);
    expect(world.shipment().state).to.include({ eventId: "b" });
  });

  it("counts the optional fields that it had to leave out", async () => {
    const world = await deliver(detail({ location: { zip: [1] }, correlationId: null }));

    expect(world.recorded.total("optionalFieldsDropped")).to.equal(1);
    expect(world.shipment().state).to.include({ status: "IN_TRANSIT" });
  });

  it("takes in a late event without going back", async () => {
    const world = await deliver(delivered, moving, created);

    expect(world.shipment().state?.status).to.equal("DELIVERED");
    expect(world.shipment().history).to.have.length(3);
    expect(world.recorded.total("shipmentEventsRecorded")).to.equal(3);
    expect(world.recorded.total("shipmentEventsLate")).to.equal(2);
  });

  it("does not grow by an event that comes again", async () => {
    const world = await deliver(moving, moving, created, moving);

    expect(world.shipment().history).to.have.length(2);
    expect(world.recorded.total("shipmentEventsRepeated")).to.equal(2);
    expect(world.notifications).to.deep.equal([]);
  });

  it("decides between two events of one moment by status, then by id", async () => {
    const at = "2026-03-01T10:00:00Z";
    const one = detail({ eventId: "evt-b", status: "PICKED_UP", occurredAt: at });
    const two = detail({ eventId: "evt-a", status: "IN_TRANSIT", occurredAt: at });
    const three = detail({ eventId: "evt-c", status: "IN_TRANSIT", occurredAt: at });

    for (const order of [
      [one, two, three],
      [three, two, one],
      [two, three, one],
    ]) {
      expect((await deliver(...order)).shipment().state?.eventId).to.equal("evt-c");
    }
  });

  it("refuses another event under an id that it knows, and leaves what it has", async () => {
    const world = await deliver(moving, { ...moving, status: "RETURNED" });

    expect(world.shipment().state?.status).to.equal("IN_TRANSIT");
    expect(world.letters.map(({ reason }) => reason)).to.deep.equal(["EVENT_CONFLICT"]);
    expect(world.notifications).to.have.length(1);
  });

  it("keeps an event whose correlation id is none", async () => {
    const world = await deliver(detail({ correlationId: 7 }));

    expect(world.shipment().history).to.have.length(1);
    expect(world.shipment().history[0]?.correlationId).to.equal(undefined);
    const [line] = world.recorded.lines.filter(({ message }) => message === "event recorded");
    expect(line?.fields.correlationId).to.equal("evt-00000001");
  });

  it("is the same, and so is the state, for any order and any repetition of a shipment's events", async () => {
    await fc.assert(
      fc.asyncProperty(
        journeys.chain((events) => fc.tuple(fc.constant(events), deliveriesOf(events))),
        async ([events, deliveries]) => {
          const straight = await deliver(...events);
          const mixed = await deliver(...deliveries);

          expect(mixed.shipment()).to.deep.equal(straight.shipment());
          expect(mixed.shipment().history).to.have.length(events.length);
          expect(mixed.letters).to.deep.equal([]);
        },
      ),
      { numRuns: 150 },
    );
  });

  it("is the same when workers fail, lose answers and die on the way, and messages come back", async () => {
    const expectedOutcomes = fc.infiniteStream(
      fc.oneof(
        { weight: 5, arbitrary: fc.constant<Outcome>("works") },
        { weight: 3, arbitrary: fc.constantFrom<Outcome>("fails", "loses-answer", "dies-before", "dies-after") },
      ),
    );
    await fc.assert(
      fc.asyncProperty(
        journeys.chain((events) => fc.tuple(fc.constant(events), deliveriesOf(events), expectedOutcomes)),
        async ([events, deliveries, trouble]) => {
          const straight = await deliver(...events);
          let calls = 0;
          const world = createWorld((what) =>
            ["event", "state", "read"].includes(what) && calls++ < 40 ? trouble.next().value : "works",
          );
          for (const [index, one] of deliveries.entries()) {
            const message = { id: `message-${index}`, body: envelope(one, `env-${index}`) };
            // Loss, then redelivery: what is given up is redriven as a message of its own.
            for (let round = 0; round < 20; round++) {
              const before = world.letters.length;
              await world.deliver({ ...message, id: `${message.id}-${round}` }, 40);
              if (world.letters.length === before) break;
            }
          }

          expect(world.shipment()).to.deep.equal(straight.shipment());
        },
      ),
      { numRuns: 100 },
    );
  });
});
