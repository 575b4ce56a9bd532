import { expect } from "chai";
import { addressKey } from "../../../functions/confirmations/domain/address";
import { correlationTagOf, feedbackEvent } from "../../../functions/confirmations/feedback-events";
import { orderConfirmationRequested } from "../../../functions/contracts/order-confirmation";
import { confirmation, sesEvent } from "./support/fixtures";

describe("a request for a confirmation", () => {
  it("is accepted as the orders pipeline writes it, and unknown fields are ignored", () => {
    const parsed = orderConfirmationRequested.parse({ ...confirmation(), newField: { any: 1 } });

    expect(parsed).to.deep.equal(confirmation());
  });

  const bad: Readonly<Record<string, object>> = {
    "another type": { type: "OrderShipped" },
    "an order id that SES refuses as a tag": { orderId: "a b" },
    "two addresses": { customerEmail: "a@example.com, b@example.com" },
    "a header in the address": { customerEmail: "a@example.com\r\nBcc: b@example.com" },
    "an address of 255 characters": { customerEmail: `a@${"b".repeat(60)}.${"c".repeat(188)}.com` },
    "a number as total": { total: 27.5 },
    "a total with an exponent": { total: "1e3" },
    "a negative total": { total: "-1.00" },
    "a currency in small letters": { currency: "eur" },
    "no lines": { items: [] },
    "a quantity of none": { items: [{ sku: "S", name: "N", quantity: 0, unitPrice: "1.00" }] },
    "a time without a zone": { placedAt: "2026-03-01T10:00:00" },
    "no correlation id": { correlationId: undefined },
  };
  for (const [name, parts] of Object.entries(bad)) {
    it(`is refused with ${name}`, () => {
      expect(orderConfirmationRequested.safeParse({ ...confirmation(), ...parts }).success).to.equal(false);
    });
  }
});

describe("addresses", () => {
  it("are compared bare and in lower case", () => {
    expect(addressKey("Ann@Example.COM")).to.equal("ann@example.com");
    expect(addressKey('"Ann B" <Ann@Example.com>')).to.equal("ann@example.com");
  });
});

describe("an event of SES", () => {
  const all = {
    Send: sesEvent.send({ orderId: "o" }),
    Delivery: sesEvent.delivery({ orderId: "o" }),
    Bounce: sesEvent.bounce({ orderId: "o" }),
    Complaint: sesEvent.complaint({ orderId: "o" }),
    "Complaint without a type": sesEvent.complaint({ orderId: "o" }, null),
    Reject: sesEvent.reject({ orderId: "o" }),
  };
  for (const [name, event] of Object.entries(all)) {
    it(`is understood: ${name}`, () => {
      expect(feedbackEvent.safeParse(event).success).to.equal(true);
    });
  }

  it("of another type is valid and set aside", () => {
    expect(feedbackEvent.parse({ eventType: "DeliveryDelay", mail: {} })).to.deep.equal({
      eventType: "Other",
      name: "DeliveryDelay",
    });
  });

  it("of a known type that is malformed is refused with the field that is wrong", () => {
    const event = sesEvent.bounce({ orderId: "o" }, "Imaginary");

    const { error } = feedbackEvent.safeParse(event);

    expect(error?.issues.map(({ path }) => path.join("."))).to.deep.equal(["bounce.bounceType"]);
  });

  it("without a type is refused", () => {
    for (const body of [{}, { notificationType: "Bounce" }, null, 1, []]) {
      expect(feedbackEvent.safeParse(body).success).to.equal(false);
    }
  });

  it("gives the correlation id that its email was tagged with", () => {
    expect(correlationTagOf(JSON.stringify(all.Send))).to.equal("11111111-2222-4333-8444-555555555555");
    expect(correlationTagOf("no json")).to.equal(undefined);
    expect(correlationTagOf('{"mail":{"tags":{"correlationId":[]}}}')).to.equal(undefined);
  });
});
