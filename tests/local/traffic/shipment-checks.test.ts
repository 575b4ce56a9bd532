import { expect } from "chai";
import type { Check } from "../../../local/traffic/checks/check";
import { brokenEvents, journeys } from "../../../local/traffic/checks/shipments";
import { deadLetter, event, shipmentContext, state } from "./shipment-world";

async function look(check: Check, change: Parameters<typeof shipmentContext>[0]): Promise<string> {
  const { ok, detail } = await check.look(shipmentContext(change));
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
  it("is content with one dead letter for each", async () => {
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

  it("sees a good event among the dead letters", async () => {
    const good = { ...deadLetter, Body: JSON.stringify({ detail: { correlationId: "correlation-1" } }) };
    expect(await look(brokenEvents, { deadLetters: [deadLetter, good] })).to.include(
      "a good event is in the dead letters",
    );
  });

  describe("when calls of functions are made to fail", () => {
    it("takes a second dead letter of a broken event, and none of a good one", async () => {
      expect(await look(brokenEvents, { disturbed: true, deadLetters: [deadLetter, deadLetter] })).to.equal("ok");
      const good = { ...deadLetter, Body: JSON.stringify({ detail: { correlationId: "correlation-1" } }) };
      expect(await look(brokenEvents, { disturbed: true, deadLetters: [deadLetter, good] })).to.include(
        "a good event is in",
      );
    });
  });
});
