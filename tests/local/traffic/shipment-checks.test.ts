import { expect } from "chai";
import type { Check, CheckContext } from "../../../local/traffic/checks/check";
import { brokenEvents, journeys } from "../../../local/traffic/checks/shipments";
import type { Evidence } from "../../../local/traffic/evidence/evidence";
import { createJournal } from "../../../local/traffic/journal";
import type { Item } from "../../../ops/stack/tables";

const at = "2026-03-01T10:00:00.000Z";
const mine = { orderId: "order-1", correlationId: "correlation-1" };
const event: Item = { pk: "SHIPMENT#s-1", sk: `EVENT#${at}#e-1`, eventStatus: "CREATED", ...mine };
const state: Item = { pk: "SHIPMENT#s-1", sk: "STATE", status: "CREATED", timestamp: at, eventId: "e-1", ...mine };
const notification: Item = {
  source: "shipments",
  subject: "Shipment Processing Failed",
  correlationId: "correlation-2",
  details: JSON.stringify({ eventId: "e-2", shipmentId: "s-2", error: "INVALID_MESSAGE: status" }),
};
const deadLetter = {
  MessageId: "m-1",
  Body: JSON.stringify({ detail: { correlationId: "correlation-2" } }),
  ReceiveCount: 0,
  SentTimestamp: 0,
  IsVisible: true,
  MessageAttributes: { reason: { StringValue: "INVALID_MESSAGE" } },
};

/** One shipment with one event, and one broken event, all as it should be; each test breaks one thing. */
function context(change: {
  readonly items?: readonly Item[];
  readonly notifications?: readonly Item[];
  readonly deadLetters?: readonly (typeof deadLetter)[];
  readonly disturbed?: boolean;
  readonly errors?: readonly Item[];
}): CheckContext {
  const journal = createJournal();
  journal.disturbed = change.disturbed ?? false;
  journal.carriers.push({
    entries: [],
    repeated: 0,
    malformed: [{ what: "an unknown status", correlationId: "correlation-2" }],
    shipments: [
      {
        shipmentId: "s-1",
        ...mine,
        history: [{ sk: `EVENT#${at}#e-1`, status: "CREATED" }],
        state: { status: "CREATED", timestamp: at, eventId: "e-1" },
      },
    ],
  });
  const { items = [event, state], notifications = [notification], deadLetters = [deadLetter] } = change;
  const evidence: Partial<Evidence> = {
    shipments: async () => items,
    notifications: async () => new Map(notifications.map((item, index) => [String(index), item])),
    errors: async () => change.errors ?? [],
    queue: async (url) => (url === "dead" ? deadLetters : []),
  };
  const shipments = { deadLetterQueueUrl: "dead", targetDeadLetterQueueUrl: "target", busDeadLetterQueueUrl: "bus" };
  const traffic = {
    journal,
    outputs: { shipments: { ...shipments, queueUrl: "queue", functionName: "processor" } },
    stack: { target: { bundled: true } },
  };
  return { traffic, evidence, observerQueueUrl: "" } as unknown as CheckContext;
}

async function look(check: Check, change: Parameters<typeof context>[0]): Promise<string> {
  const { ok, detail } = await check.look(context(change));
  return ok ? "ok" : detail;
}

describe("the check of shipments", () => {
  it("is content with exactly the history and the state that were planned", async () => {
    expect(await look(journeys, {})).to.equal("ok");
  });

  it("sees an event or a state that is missing, is another, or is too much", async () => {
    expect(await look(journeys, { items: [state] })).to.include("has 0 events, not its 1");
    expect(await look(journeys, { items: [event] })).to.include("is undefined, not CREATED");
    expect(await look(journeys, { items: [{ ...event, eventStatus: "LOST" }, state] })).to.include("not its 1");
    expect(await look(journeys, { items: [event, { ...state, status: "LOST" }] })).to.include("is LOST, not CREATED");
    const stranger = { ...state, pk: "SHIPMENT#s-9" };
    expect(await look(journeys, { items: [event, state, stranger] })).to.include("1 shipments that nobody sent");
  });

  it("sees an item that lost its order or its correlation id", async () => {
    expect(await look(journeys, { items: [{ ...event, correlationId: "" }, state] })).to.include("has lost its order");
    expect(await look(journeys, { items: [event, { ...state, orderId: "other" }] })).to.include("has lost its order");
  });
});

describe("the check of broken events", () => {
  it("is content with one dead letter and one notification for each", async () => {
    expect(await look(brokenEvents, {})).to.equal("ok");
  });

  it("sees one that is lost, kept twice, or without its reason", async () => {
    expect(await look(brokenEvents, { deadLetters: [] })).to.include("is 0 times in the dead letters");
    expect(await look(brokenEvents, { deadLetters: [deadLetter, deadLetter] })).to.include(
      "is 2 times in the dead letters",
    );
    const mute = { ...deadLetter, MessageAttributes: { reason: { StringValue: "" } } };
    expect(await look(brokenEvents, { deadLetters: [mute] })).to.include("in the dead letters");
  });

  it("sees one that was not notified, notified twice, or without event, shipment and error", async () => {
    expect(await look(brokenEvents, { notifications: [] })).to.include("'an unknown status' was notified 0 times");
    expect(await look(brokenEvents, { notifications: [notification, notification] })).to.include("2 times");
    expect(await look(brokenEvents, { notifications: [{ ...notification, details: "{}" }] })).to.include(
      "without event, shipment and error",
    );
  });

  it("sees a good event among the dead letters", async () => {
    const good = { ...deadLetter, Body: JSON.stringify({ detail: { correlationId: "correlation-1" } }) };
    expect(await look(brokenEvents, { deadLetters: [deadLetter, good] })).to.include(
      "a good event is in the dead letters",
    );
  });

  describe("when calls of functions are made to fail", () => {
    const key = { pk: "FAILURE#EVENT#carrier.ups#s-1#e-1", sk: "NOTICE", told: true };
    const ofGood: Item = {
      ...notification,
      correlationId: "correlation-1",
      details: JSON.stringify({ eventId: "e-1", shipmentId: "s-1", error: "throttled" }),
    };
    const failed = [event, state, key];

    it("takes one notification of a good event that failed for a while, and no second one", async () => {
      expect(
        await look(brokenEvents, { disturbed: true, items: failed, notifications: [notification, ofGood] }),
      ).to.equal("ok");
      expect(
        await look(brokenEvents, { disturbed: true, items: failed, notifications: [notification, ofGood, ofGood] }),
      ).to.include("the good event e-1 was notified 2 times");
    });

    it("takes none of a good event that did not fail, nor of another event of its shipment", async () => {
      expect(await look(brokenEvents, { disturbed: true, notifications: [notification, ofGood] })).to.include(
        "that did not fail",
      );
      const other = { ...ofGood, details: JSON.stringify({ eventId: "e-9", shipmentId: "s-1", error: "throttled" }) };
      expect(
        await look(brokenEvents, { disturbed: true, items: failed, notifications: [notification, other] }),
      ).to.include("that did not fail was notified: e-9");
    });

    it("takes one of an event that the error log alone knows to have failed", async () => {
      const entry = { functionName: "processor", event: JSON.stringify({ detail: { eventId: "e-1" } }) };
      const change = { disturbed: true, notifications: [notification, ofGood] };
      expect(await look(brokenEvents, { ...change, errors: [entry] })).to.equal("ok");
      expect(await look(brokenEvents, { ...change, errors: [{ ...entry, functionName: "sender" }] })).to.include(
        "that did not fail",
      );
    });

    it("takes a second dead letter of a broken event, and none of a good one", async () => {
      expect(await look(brokenEvents, { disturbed: true, deadLetters: [deadLetter, deadLetter] })).to.equal("ok");
      const good = { ...deadLetter, Body: JSON.stringify({ detail: { correlationId: "correlation-1" } }) };
      expect(await look(brokenEvents, { disturbed: true, deadLetters: [deadLetter, good] })).to.include(
        "a good event is in",
      );
    });

    it("takes nothing of a good event otherwise", async () => {
      expect(await look(brokenEvents, { items: failed, notifications: [notification, ofGood] })).to.include(
        "that did not fail",
      );
    });
  });
});
