import { expect } from "chai";
import { failuresNotified } from "../../../local/traffic/checks/notified-failures";
import type { LogLine } from "../../../local/traffic/evidence/logs";
import type { Item } from "../../../ops/stack/tables";
import { event, shipmentContext, state } from "./shipment-world";

const notification: Item = {
  source: "shipments",
  subject: "Shipment Processing Failed",
  correlationId: "correlation-2",
  details: JSON.stringify({ eventId: "e-2", shipmentId: "s-2", error: "INVALID_MESSAGE: status" }),
};

interface Change {
  readonly items?: readonly Item[];
  readonly notifications?: readonly Item[];
  readonly errors?: readonly Item[];
  readonly logs?: readonly LogLine[];
  readonly disturbed?: boolean;
}

async function look({ notifications = [notification], errors = [], logs = [], ...change }: Change): Promise<string> {
  const evidence = {
    notifications: async () => new Map(notifications.map((item, index) => [String(index), item])),
    errors: async () => errors,
    logs: async () => logs,
  };
  const { ok, detail } = await failuresNotified.look(shipmentContext({ ...change, evidence }));
  return ok ? "ok" : detail;
}

describe("the check of notified failures", () => {
  it("is content with one notification for each broken event", async () => {
    expect(await look({})).to.equal("ok");
  });

  it("sees one that was not notified, notified twice, or without event, shipment and error", async () => {
    expect(await look({ notifications: [] })).to.include("'an unknown status' was notified 0 times");
    expect(await look({ notifications: [notification, notification] })).to.include("2 times");
    expect(await look({ notifications: [{ ...notification, details: "{}" }] })).to.include(
      "without event, shipment and error",
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
      expect(await look({ disturbed: true, items: failed, notifications: [notification, ofGood] })).to.equal("ok");
      expect(await look({ disturbed: true, items: failed, notifications: [notification, ofGood, ofGood] })).to.include(
        "the good event e-1 was notified 2 times",
      );
    });

    it("takes none of a good event that did not fail, nor of another event of its shipment", async () => {
      expect(await look({ disturbed: true, notifications: [notification, ofGood] })).to.include("that did not fail");
      const other = { ...ofGood, details: JSON.stringify({ eventId: "e-9", shipmentId: "s-1", error: "throttled" }) };
      expect(await look({ disturbed: true, items: failed, notifications: [notification, other] })).to.include(
        "that did not fail was notified: e-9",
      );
    });

    it("takes one of an event that the error log alone knows to have failed", async () => {
      const entry = { functionName: "processor", event: JSON.stringify({ detail: { eventId: "e-1" } }) };
      const change = { disturbed: true, notifications: [notification, ofGood] };
      expect(await look({ ...change, errors: [entry] })).to.equal("ok");
      expect(await look({ ...change, errors: [{ ...entry, functionName: "sender" }] })).to.include("that did not fail");
    });

    it("takes one of an event that, while the error log was down, only the processor's own log knows to have failed", async () => {
      const change = { disturbed: true, notifications: [notification, ofGood] };
      const line = {
        functionName: "processor",
        text: JSON.stringify({
          message: "error log unavailable",
          entry: { event: JSON.stringify({ eventId: "e-1" }) },
        }),
      };
      expect(await look({ ...change, logs: [line] })).to.equal("ok");
      expect(await look({ ...change, logs: [{ ...line, functionName: "sender" }] })).to.include("that did not fail");
      const other = { ...line, text: JSON.stringify({ message: "event processed", eventId: "e-1" }) };
      expect(await look({ ...change, logs: [other] })).to.include("that did not fail");
    });

    it("takes nothing of a good event otherwise", async () => {
      expect(await look({ items: failed, notifications: [notification, ofGood] })).to.include("that did not fail");
    });
  });
});
