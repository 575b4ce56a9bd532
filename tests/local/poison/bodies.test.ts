import { expect } from "chai";
import { feedbackEvent } from "../../../functions/confirmations/feedback-events";
import { notification } from "../../../functions/contracts/notification";
import { orderConfirmationRequested } from "../../../functions/contracts/order-confirmation";
import { carrierEvent } from "../../../functions/contracts/shipment-events";
import { readJson } from "../../../functions/shared/readable-json";
import { createPoisonMaker, poisonBytes } from "../../../local/poison/bodies";
import { neededFields } from "../../../local/poison/entrance";
import { confirmationMessage } from "../../../local/traffic/message";
import { createRandom } from "../../../local/traffic/random";
import { planShipments } from "../../../local/traffic/shipment-plan";
import { sesEvent } from "../../functions/confirmations/support/fixtures";

const correlationId = "aaaaaaaa-bbbb-4ccc-addd-eeeeeeeeeeee";
const carrier = (detail: unknown) => ({ source: "carrier.ups", "detail-type": "ShipmentStatusChanged", detail });

const kinds: Readonly<Record<keyof typeof neededFields, { good: object; reads: (body: unknown) => boolean }>> = {
  confirmations: {
    good: confirmationMessage("order-1", "ada@mail.example", correlationId),
    reads: (body) => orderConfirmationRequested.safeParse(body).success,
  },
  feedback: {
    good: JSON.parse(JSON.stringify(sesEvent.delivery({ orderId: "order-1" }))),
    reads: (body) => feedbackEvent.safeParse(body).success,
  },
  shipments: {
    good: planShipments(createRandom(1), [], 1, 0).entries[0]?.detail ?? {},
    reads: (body) => carrierEvent.safeParse(carrier(body)).success,
  },
  notifications: {
    good: { subject: "Poison", message: "All is well.", severity: "info", source: "rehearsal" },
    reads: (body) => notification.safeParse(body).success,
  },
};

describe("a bad message", () => {
  for (const [name, { good, reads }] of Object.entries(kinds) as [keyof typeof kinds, (typeof kinds)["feedback"]][]) {
    it(`of the kind ${name} is a good one, but for one field; of the size that queues take; and never read`, () => {
      expect(reads(good)).to.equal(true);
      const maker = createPoisonMaker(createRandom(1));
      for (let index = 0; index < 40; index += 1) {
        const { what, body } = maker.poison({ ...good, correlationId }, neededFields[name], index);
        expect(Buffer.byteLength(body), what).to.be.within(poisonBytes - 200, poisonBytes);
        const read = readJson(body);
        if (!read.ok) expect.fail(`'${what}' is no JSON`);
        expect(reads(read.value), what).to.equal(false);
        expect(read.value, what).to.include({ correlationId });
      }
    });
  }

  it("is of ten shapes, each in a field and beside one, and the same for the same seed", () => {
    const { good } = kinds.shipments;
    const some = (seed: number) => {
      const maker = createPoisonMaker(createRandom(seed));
      return Array.from({ length: 20 }, (_, index) => maker.poison(good, neededFields.shipments, index));
    };
    expect(
      new Set(some(1).map(({ what }) => what.replace(/(?:, beside a wrong type)? in '\w+'$/, ""))),
    ).to.have.lengthOf(10);
    expect(some(1).filter(({ what }) => what.includes("beside"))).to.have.lengthOf(10);
    expect(some(2)).to.deep.equal(some(2));
    expect(some(2)[2]?.body).to.not.equal(some(3)[2]?.body);
  });

  it("is nested as deep as it may be, and no deeper", () => {
    const maker = createPoisonMaker(createRandom(1));
    const { body } = maker.poison({}, ["status"], 1, 500);
    let [depth, deepest] = [0, 0];
    for (const character of body) {
      if (character === "[" || character === "{") deepest = Math.max(deepest, ++depth);
      else if (character === "]" || character === "}") depth--;
    }
    expect([depth, deepest]).to.deep.equal([0, 501]);
  });
});
