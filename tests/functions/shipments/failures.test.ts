// S4: a failed event is notified once, retried, and kept in the dead letters.
import { expect } from "chai";
import fc from "fast-check";
import { notification } from "../../../functions/contracts/notification";
import { detail, envelope } from "./support/events";
import { createWorld, type Outcome, type Outside } from "./support/world";

const malformed = detail({ status: "LOST", correlationId: "corr-00000009" });

/** Fates by kind of call, one after the other; works from then on. */
function script(expectedOutcomes: Partial<Record<Outside, readonly Outcome[]>>): (what: Outside) => Outcome {
  const left = new Map(Object.entries(expectedOutcomes).map(([what, list]) => [what, [...list]]));
  return (what) => left.get(what)?.shift() ?? "works";
}

const always = (what: Outside, expectedOutcome: Outcome) => (call: Outside) =>
  call === what ? expectedOutcome : "works";

describe("a failed event", () => {
  it("is notified with event id, shipment id, error and correlation id, and is in the dead letters at once when it is malformed", async () => {
    const world = createWorld();
    const body = envelope(malformed);
    await world.deliver({ id: "message-1", body });

    const error = "INVALID_MESSAGE: detail.status: Invalid option: expected one of ";
    const [notification] = world.notifications;
    expect(notification?.details.error.startsWith(error), notification?.details.error).to.equal(true);
    expect(world.notifications).to.deep.equal([
      {
        subject: "Shipment Processing Failed",
        severity: "critical",
        source: "shipments",
        message: `The event evt-00000001 of the shipment shp-1 failed: ${notification?.details.error}`,
        details: { eventId: "evt-00000001", shipmentId: "shp-1", error: notification?.details.error },
        correlationId: "corr-00000009",
        deduplicationKey: notification?.deduplicationKey,
      },
    ]);
    expect(world.letters).to.have.length(1);
    expect(world.letters[0]).to.deep.include({
      body: JSON.stringify(body),
      reason: "INVALID_MESSAGE",
      correlationId: "corr-00000009",
      sourceMessageId: "message-1",
    });
    expect(world.recorded.failures).to.have.length(1);
    expect(world.shipment()).to.deep.equal({ history: [], state: undefined });
  });

  it("is notified under the bus's or the queue's id when it has no event id", async () => {
    const world = createWorld();
    await world.deliver({ id: "message-1", body: envelope({ status: "LOST" }, "env-7") });
    await world.deliver({ id: "message-2", body: "no JSON" });
    await world.deliver({ id: "message-3", body: envelope(null, "env-8") });

    expect(world.notifications.map(({ details }) => [details.eventId, details.shipmentId])).to.deep.equal([
      ["env-7", "unknown"],
      ["message-2", "unknown"],
      ["env-8", "unknown"],
    ]);
    expect(world.letters.map(({ reason }) => reason)).to.deep.equal([
      "INVALID_MESSAGE",
      "INVALID_JSON",
      "INVALID_MESSAGE",
    ]);
  });

  it("is notified at the first failure only, backs off, and ends in the dead letters with the reason", async () => {
    const world = createWorld(always("event", "fails"));
    await world.deliver({ id: "message-1", body: envelope(detail()) });

    expect(world.notifications).to.have.length(1);
    expect(world.waits).to.have.length(4);
    expect(world.letters.map(({ reason }) => reason)).to.deep.equal(["RETRIES_EXHAUSTED"]);
    expect(world.recorded.failures).to.have.length(5);
    expect(world.recorded.total("shipmentFailuresNotified")).to.equal(1);
  });

  it("is tried again and becomes a dead letter where a stack has no notifications: nobody is notified, and no notification is counted", async () => {
    const world = createWorld(always("event", "fails"), false);
    await world.deliver({ id: "message-1", body: envelope(detail()) });

    expect(world.notifications).to.deep.equal([]);
    expect(world.waits).to.have.length(4);
    expect(world.letters.map(({ reason }) => reason)).to.deep.equal(["RETRIES_EXHAUSTED"]);
    expect(world.recorded.total("shipmentFailuresNotified")).to.equal(0);
  });

  it("is notified once when the table is down from the first receive to the last", async () => {
    const world = createWorld((what) => (what === "publish" || what === "dead-letter" ? "works" : "fails"));
    await world.deliver({ id: "message-1", body: envelope(detail()) });

    expect(world.notifications).to.have.length(1);
    expect(world.letters).to.have.length(1);
  });

  it("is notified although the first receive crashed before it could", async () => {
    for (const expectedOutcome of [script({ claim: ["dies-after"] }), script({ publish: ["dies-before"] })]) {
      const world = createWorld(expectedOutcome);
      await world.deliver({ id: "message-1", body: envelope(malformed) });

      expect(world.notifications).to.have.length(1);
      expect(world.letters).to.have.length(1);
    }
  });

  it("is not notified again when a receive crashes after it notified", async () => {
    for (const expectedOutcome of [script({ settle: ["dies-after"] }), script({ "dead-letter": ["dies-before"] })]) {
      const world = createWorld(expectedOutcome);
      await world.deliver({ id: "message-1", body: envelope(malformed) });

      expect(world.notifications).to.have.length(1);
      expect(world.letters).to.have.length(1);
    }
  });

  it("is retried, even if malformed, while it cannot be notified, and becomes a dead letter with its reason in the end", async () => {
    const recovered = createWorld(script({ publish: ["fails", "fails"] }));
    await recovered.deliver({ id: "message-1", body: envelope(malformed) });
    const down = createWorld(always("publish", "fails"));
    await down.deliver({ id: "message-1", body: envelope(malformed) });

    expect(recovered.notifications).to.have.length(1);
    expect(recovered.waits).to.have.length(2);
    expect(down.notifications).to.have.length(0);
    expect(down.letters.map(({ reason }) => reason)).to.deep.equal(["INVALID_MESSAGE"]);
  });

  it("is notified once and kept once when the carrier sends it twice", async () => {
    const world = createWorld();
    await world.deliver({ id: "message-1", body: envelope(malformed, "env-1") });
    await world.deliver({ id: "message-2", body: envelope(malformed, "env-2") });

    expect(world.notifications).to.have.length(1);
    expect(world.letters).to.have.length(1);
  });

  it("goes back to the dead letters when it is redriven and fails again, and is not notified again", async () => {
    const world = createWorld();
    await world.deliver({ id: "message-1", body: envelope(malformed, "env-1") });
    await world.deliver({ id: "message-2", body: envelope(malformed, "env-1") });

    expect(world.notifications).to.have.length(1);
    expect(world.letters).to.have.length(2);
  });

  it("is kept although another one under its id is known to fail", async () => {
    const world = createWorld();
    await world.deliver({ id: "message-1", body: envelope(malformed, "env-1") });
    await world.deliver({ id: "message-2", body: envelope({ ...malformed, status: "STOLEN" }, "env-2") });

    expect(world.letters).to.have.length(2);
  });

  it("does not hold up the good events of its batch", async () => {
    const world = createWorld();
    const good = [1, 2, 3].map((index) => detail({ eventId: `evt-good-${index}`, shipmentId: `shp-${index}` }));
    const back = await world.receive(
      ...[...good, malformed].map((one, index) => ({ id: `message-${index}`, body: envelope(one, `env-${index}`) })),
    );

    expect(back).to.deep.equal([]);
    expect(good.map((_, index) => world.shipment(`shp-${index + 1}`).history.length)).to.deep.equal([1, 1, 1]);
    expect(world.letters).to.have.length(1);
  });

  it("has the same key each time that it is published, and another failure has another", async () => {
    const world = createWorld(script({ settle: ["dies-before"] }));
    await world.deliver({ id: "message-1", body: envelope(malformed) });
    await world.deliver({ id: "message-2", body: envelope({ ...malformed, eventId: "evt-00000002" }) });
    await world.deliver({ id: "message-3", body: envelope({ ...malformed, shipmentId: "shp-2" }) });

    const keys = world.notifications.map(({ deduplicationKey }) => deduplicationKey);
    expect(keys).to.have.length(4);
    expect(keys[0]).to.equal(keys[1]);
    expect(new Set(keys).size).to.equal(3);
    for (const key of keys)
      expect(notification.parse({ ...world.notifications[0], deduplicationKey: key })).to.include({
        deduplicationKey: key,
      });
  });

  it("is one notification wherever receives die or fail", async () => {
    const gaps: Partial<Record<Outside, readonly Outcome[]>> = {
      claim: ["works", "dies-before", "dies-after"],
      publish: ["works", "fails", "dies-before", "dies-after"],
      settle: ["works", "fails", "dies-before", "dies-after"],
      "dead-letter": ["works", "fails", "dies-before"],
    };
    await fc.assert(
      fc.asyncProperty(fc.infiniteStream(fc.nat()), fc.constantFrom("malformed", "failing"), async (choices, kind) => {
        let calls = 0;
        const world = createWorld((what) => {
          if (kind === "failing" && what === "event") return "fails";
          const expectedOutcomes = gaps[what] ?? [];
          return calls++ < 20
            ? (expectedOutcomes[(choices.next().value ?? 0) % expectedOutcomes.length] ?? "works")
            : "works";
        });
        const body = envelope(kind === "malformed" ? malformed : detail());
        // As often as notifying takes; then the last receive.
        for (let round = 0; round < 30 && world.notifications.length === 0; round++) {
          await world.receive({ id: "message-1", body });
          world.wait(180);
        }
        for (let round = 0; round < 30 && world.letters.length === 0; round++) {
          await world.receive({ id: "message-1", body, receiveCount: 5 });
          world.wait(180);
        }

        expect(new Set(world.notifications.map(({ deduplicationKey }) => deduplicationKey)).size).to.equal(1);
        expect(world.letters).to.have.length(1);
      }),
      { numRuns: 200 },
    );
  });
});
