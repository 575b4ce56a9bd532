import { expect } from "chai";
import { countryCodes } from "../../../functions/contracts/orders/countries";
import { needsPostalCode } from "../../../functions/contracts/orders/postal-codes";
import { orderRequestSchema, orderSchema } from "../../../functions/contracts/orders/schemas";
import { inputIssues } from "../../../functions/orders/api/input-issues";
import { toPublicOrder } from "../../../functions/orders/domain/order";
import { fromItem, toItem } from "../../../functions/orders/store/order-item";
import { goodBody } from "../../support/bad-bodies";
import { storedOrder } from "./fixtures";

const { postalCode: _, ...codeless } = goodBody.shippingAddress;
const to = (country: string, more: object = {}) => ({
  ...goodBody,
  shippingAddress: { ...codeless, country, ...more },
});

describe("a postal code", () => {
  it("may be left out where addresses need none, and be given all the same", () => {
    for (const country of ["HK", "AE", "QA", "IE", "PA", "JM"]) {
      expect(orderRequestSchema.safeParse(to(country)).success, country).to.equal(true);
      expect(orderRequestSchema.safeParse(to(country, { postalCode: "D02 X285" })).success, country).to.equal(true);
    }
  });

  it("is missing everywhere else, beside whatever else is wrong", () => {
    for (const country of ["GB", "DE", "US", "JP", "AT"]) {
      const result = orderRequestSchema.safeParse({ ...to(country), billingAddress: codeless });
      expect(result.success ? [] : inputIssues(result.error), country).to.deep.include({
        pointer: "/shippingAddress/postalCode",
        detail: "is missing",
      });
    }
  });

  it("is needed by most countries, and the list names none that does not exist", () => {
    const without = countryCodes.filter((country) => !needsPostalCode(country));
    expect(without).to.have.lengthOf(71);
  });

  it("is absent from an order that was stored without one", () => {
    const { postalCode: _code, ...address } = storedOrder().shippingAddress;
    const order = storedOrder({ shippingAddress: address });
    expect(fromItem(toItem(order)).shippingAddress).to.deep.equal(address);
  });
});

describe("an order in a currency that was withdrawn since", () => {
  it("is shown with its amounts as they are stored", () => {
    const order = fromItem(toItem(storedOrder({ currency: "HRK", total: "27.8" })));
    expect(order).to.include({ currency: "HRK", total: "27.8" });
    const shown = toPublicOrder({ ...order, orderId: storedOrder().orderId });
    expect(orderSchema.safeParse(shown).success).to.equal(true);
  });
});
