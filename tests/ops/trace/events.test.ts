import { expect } from "chai";
import {
  auditEvents,
  deliveryEvents,
  errorEvents,
  inOrder,
  momentsOf,
  orderEvents,
  shipmentEvents,
  withoutAddresses,
  withSourceLine,
} from "../../../ops/trace/events";

const at = "2026-03-01T10:00:00.000Z";
const later = "2026-03-01T10:00:05.000Z";

describe("what a trace shows", () => {
  it("is in time order, and what stands comes behind what led to it", () => {
    const order = { orderId: "o-1", status: "CANCELLED", updatedAt: later };
    const audit = { orderId: "o-1", version: 2, action: "STATUS_CHANGED", at: later };
    const first = { orderId: "o-1", version: 1, action: "PLACED", at };

    const events = inOrder([...orderEvents(order), ...auditEvents(audit), ...auditEvents(first)]);

    expect(events.map(({ what }) => what)).to.deep.equal(["order placed", "order status changed", "current order"]);
  });

  it("holds each moment of a delivery that came, and none that did not", () => {
    const item = { orderId: "o-1", status: "BOUNCED", createdAt: at, sentAt: at, bouncedAt: later, updatedAt: later };

    expect(deliveryEvents(item).map(({ what }) => what)).to.deep.equal([
      "confirmation claimed",
      "confirmation handed to SES",
      "confirmation bounced",
      "current delivery",
    ]);
  });

  it("knows when an event happened and when it reached us, which may be much later", () => {
    const item = { pk: "SHIPMENT#s-1", sk: `EVENT#${at}#e-1`, shipmentId: "s-1", occurredAt: at, receivedAt: later };
    const [event] = shipmentEvents(item);

    expect(event?.at).to.equal(at);
    expect(event === undefined ? [] : momentsOf(event)).to.deep.equal([Date.parse(at), Date.parse(later)]);
  });

  it("masks addresses wherever they stand, but no id that SES made", () => {
    const [event] = deliveryEvents({
      updatedAt: at,
      address: "ann@example.com",
      reason: "to ann@example.com",
      sesMessageId: "01-a@ses",
    });

    expect(event === undefined ? {} : withoutAddresses(event).facts).to.deep.equal({
      address: "a***@example.com",
      reason: "to a***@example.com",
      sesMessageId: "01-a@ses",
    });
  });

  it("says where in the sources an error came from, and leaves its stack out", () => {
    const item = { functionName: "orders-create-dev", errorName: "TypeError", stack: "a stack", timestamp: at };
    const [error] = errorEvents(item);
    if (error === undefined) throw new Error("an item of the error log is no event");
    const known = { read: () => ({ text: "", place: "functions/orders/create/handler.ts:7" }), notices: () => [] };
    const unknown = { read: (text: string) => ({ text }), notices: () => [] };

    const facts = { functionName: "orders-create-dev", errorName: "TypeError" };
    expect(withSourceLine(error, known).facts).to.deep.equal({
      ...facts,
      place: "functions/orders/create/handler.ts:7",
    });
    expect(withSourceLine(error, unknown).facts).to.deep.equal(facts);
  });
});
