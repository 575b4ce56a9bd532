import { expect } from "chai";
import * as fc from "fast-check";
import {
  type Attempt,
  type Delivery,
  decide,
  deliveryStatuses,
  evidenceOf,
  type FeedbackKind,
} from "../../../../functions/confirmations/domain/delivery";
import type { EventRecord } from "../../../../functions/confirmations/domain/ports";
import { createDeliveryStore } from "../../../../functions/confirmations/store/deliveries";
import { clientFor, createFakeTable } from "../support/fake-table";

const now = 1_000_000;
const attempt: Attempt = {
  owner: "me",
  now,
  lastReceive: false,
  messageId: "m",
  redriven: false,
  resendPermit: undefined,
};

function found(parts: Partial<Delivery>): Delivery {
  return {
    orderId: "o",
    status: "PENDING",
    evidence: 0,
    attempts: 1,
    leaseOwner: "other",
    leaseUntil: now + 1,
    ...parts,
  };
}

describe("the decision about a delivery that was found", () => {
  it("waits for another attempt's claim, to the millisecond of its end", () => {
    expect(decide(found({}), attempt)).to.deep.equal({ kind: "wait", until: now + 1 });
    expect(decide(found({ leaseUntil: now }), attempt)).to.deep.equal({ kind: "claim" });
  });

  it("recognises its own claim, whose answer was lost", () => {
    expect(decide(found({ leaseOwner: "me" }), attempt)).to.deep.equal({ kind: "own" });
  });

  it("waits for a call that may still be going on, even at the last receive", () => {
    const sending = found({ status: "SENDING" });
    expect(decide(sending, attempt)).to.deep.equal({ kind: "wait", until: now + 1 });
    expect(decide(sending, { ...attempt, lastReceive: true })).to.deep.equal({ kind: "wait", until: now + 1 });
  });

  it("never sends again after an unanswered call: it awaits evidence, and at the last receive declares it uncertain", () => {
    const stuck = found({ status: "SENDING", leaseUntil: now });
    expect(decide(stuck, attempt)).to.deep.equal({ kind: "await-evidence" });
    expect(decide(stuck, { ...attempt, resendPermit: 0 })).to.deep.equal({ kind: "await-evidence" });
    expect(decide(stuck, { ...attempt, lastReceive: true })).to.deep.equal({
      kind: "declare-uncertain",
      owner: "other",
    });
  });

  it("needs no more receives to declare it uncertain when an operator permits one more email", () => {
    const stuck = found({ status: "SENDING", leaseUntil: now, attempts: 3 });
    expect(decide(stuck, { ...attempt, resendPermit: 3 })).to.deep.equal({ kind: "declare-uncertain", owner: "other" });
  });

  it("leaves an uncertain delivery alone unless an operator permits the very next attempt", () => {
    const uncertain = found({ status: "UNCERTAIN", attempts: 2 });
    expect(decide(uncertain, attempt)).to.deep.equal({ kind: "uncertain" });
    expect(decide(uncertain, { ...attempt, resendPermit: 1 })).to.deep.equal({ kind: "uncertain" });
    expect(decide(uncertain, { ...attempt, resendPermit: 2 })).to.deep.equal({ kind: "claim" });
  });

  it("tries a refused delivery again for its own message or a redriven one, and not one that SES accepted and then rejected", () => {
    const refused = found({ status: "FAILED", messageId: "m", reason: "MESSAGE_REJECTED" });
    expect(decide(refused, attempt)).to.deep.equal({ kind: "claim" });
    const other = { ...attempt, messageId: "another" };
    expect(decide(refused, other)).to.deep.equal({ kind: "failed-before", reason: "MESSAGE_REJECTED" });
    expect(decide(refused, { ...other, redriven: true })).to.deep.equal({ kind: "claim" });
    expect(decide(found({ status: "FAILED", evidence: 2 }), attempt)).to.deep.equal({ kind: "done" });
  });

  it("is done with everything that was sent or suppressed, permit or not", () => {
    for (const status of ["SENT", "DELIVERED", "BOUNCED", "COMPLAINED", "SUPPRESSED"] as const) {
      expect(decide(found({ status }), { ...attempt, redriven: true, resendPermit: 1 }), status).to.deep.equal({
        kind: "done",
      });
    }
  });

  it("has an answer for every status", () => {
    for (const status of deliveryStatuses) expect(decide(found({ status }), attempt)).to.have.property("kind");
  });
});

describe("the events of one email", () => {
  const facts = {
    Send: "sentAt",
    Delivery: "deliveredAt",
    Reject: "rejectedAt",
    SoftBounce: "softBouncedAt",
    HardBounce: "bouncedAt",
    Complaint: "complainedAt",
  } as const satisfies Record<FeedbackKind, EventRecord["fact"]>;
  const kinds: readonly FeedbackKind[] = ["Send", "Delivery", "SoftBounce", "HardBounce", "Complaint", "Reject"];
  const eventOf = (kind: FeedbackKind): EventRecord => ({
    orderId: "o",
    key: `${kind}#1`,
    messageId: "ses-1",
    fact: facts[kind],
    at: "2026-03-01T00:00:00.000Z",
    proves: evidenceOf(kind, kind),
  });

  function storeOn(table: ReturnType<typeof createFakeTable>) {
    return createDeliveryStore({
      client: clientFor(table),
      tableName: "t",
      leaseMilliseconds: 1,
      retentionDays: 1,
      now: () => now,
    });
  }

  async function record(events: readonly FeedbackKind[], start: Record<string, unknown>) {
    const table = createFakeTable("orderId");
    table.items.set("o", { orderId: "o", attempts: 1, leaseUntil: 0, evidence: 0, ...start });
    const store = storeOn(table);
    const outcomes = [];
    for (const kind of events) outcomes.push(await store.recordEvent(eventOf(kind)));
    return { item: table.items.get("o"), outcomes };
  }

  it("lead to the same item in any order and however often each comes", async () => {
    const shuffled = fc.shuffledSubarray([...kinds, ...kinds], { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(
        shuffled,
        fc.constantFrom("SENDING", "UNCERTAIN", "PENDING", "FAILED"),
        async (events, status) => {
          const straight = kinds.filter((kind) => events.includes(kind));

          const mixed = await record(events, { status });
          const sorted = await record(straight, { status });

          expect(mixed.item).to.deep.equal(sorted.item);
          expect(mixed.outcomes.filter(({ outcome }) => outcome !== "duplicate")).to.have.length(straight.length);
          expect(mixed.outcomes.filter(({ firstProof }) => firstProof)).to.have.length(1);
        },
      ),
    );
  });

  const joined: readonly (readonly [readonly FeedbackKind[], string, string])[] = [
    [["Delivery", "Send"], "DELIVERED", "a Send that comes late"],
    [["Complaint", "Delivery"], "COMPLAINED", "a Delivery after the complaint"],
    [["Delivery", "HardBounce"], "BOUNCED", "an email that the server took and returned"],
    [["Delivery", "SoftBounce"], "DELIVERED", "an out-of-office answer"],
    [["SoftBounce"], "BOUNCED", "a mailbox that stayed full"],
    [["HardBounce", "SoftBounce"], "BOUNCED", "a hard bounce with a soft one behind it"],
    [["Send", "Reject"], "FAILED", "a virus found after acceptance"],
  ];
  for (const [events, status, name] of joined) {
    it(`make ${status} of ${name}`, async () => {
      const { item } = await record(events, { status: "SENT", evidence: 1 });

      expect(item?.status).to.equal(status);
      for (const kind of events) expect(item?.[facts[kind]]).to.equal("2026-03-01T00:00:00.000Z");
    });
  }

  it("resolve an uncertain delivery, note the message id, and take the reason away", async () => {
    const { item, outcomes } = await record(["Send"], {
      status: "UNCERTAIN",
      reason: "UNCERTAIN",
      correlationId: "c-1234567",
    });

    expect(item).to.include({ status: "SENT", sesMessageId: "ses-1", evidence: 1 });
    expect(item).to.not.have.property("reason");
    expect(outcomes).to.deep.equal([{ outcome: "advanced", firstProof: true, correlationId: "c-1234567" }]);
  });

  it("are reported as missing when there is no such delivery, and make none", async () => {
    const table = createFakeTable("orderId");
    const store = storeOn(table);

    const result = await store.recordEvent(eventOf("Delivery"));

    expect(result).to.deep.equal({ outcome: "missing", firstProof: false });
    expect(table.items.size).to.equal(0);
  });
});
