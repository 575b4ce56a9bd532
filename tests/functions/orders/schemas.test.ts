import Ajv from "ajv";
import { expect } from "chai";
import * as fc from "fast-check";
import { buildOpenApiDocument } from "../../../functions/contracts/orders/openapi";
import { orderRequestSchema, orderSchema, statusRequestSchema } from "../../../functions/contracts/orders/schemas";
import { inputIssues } from "../../../functions/orders/api/input-issues";
import { canonicalRequest, placeOrder, toPublicOrder } from "../../../functions/orders/domain/order";
import { toItem } from "../../../functions/orders/store/order-item";
import { badBodies, badStatusBodies, goodBody } from "../../support/bad-bodies";
import { goodOrderBody } from "../../support/order-arbitraries";

/** Checks as the gateway does: by the document's schema, without looking at formats. */
function gatewayModel(name: string) {
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
  ajv.addSchema({ $id: "api", components: buildOpenApiDocument().components });
  const validate = ajv.getSchema(`api#/components/schemas/${name}`);
  if (validate === undefined) throw new Error(`no schema ${name}`);
  return validate;
}

const stamp = {
  orderId: "0f6c2f0e-6a3b-8d0e-9c53-5f2b8a1e7d44",
  customerId: "c".repeat(255),
  actor: "c".repeat(255),
  actorType: "customer" as const,
  correlationId: "x".repeat(64),
  requestHash: "h".repeat(43),
  placedAt: new Date("2026-03-01T09:30:00Z"),
  expiresAt: 1_900_000_000,
};

describe("the schemas of the API", () => {
  const model = gatewayModel("OrderRequest");
  const statusModel = gatewayModel("StatusRequest");

  it("have a corpus of at least 40 bad bodies, each with a name of its own", () => {
    expect(badBodies.length).to.be.at.least(40);
    expect(new Set(badBodies.map(({ name }) => name)).size).to.equal(badBodies.length);
  });

  it("take the body from which the bad ones are made, in handler and gateway", () => {
    expect(orderRequestSchema.safeParse(goodBody).success).to.equal(true);
    expect(model(goodBody)).to.equal(true);
  });

  for (const { name, body, pointer, handlerOnly } of badBodies) {
    it(`refuse ${name}: the handler at the right place${handlerOnly ? " (only code can check it)" : ", and the gateway"}`, () => {
      const result = orderRequestSchema.safeParse(body);
      const pointers = result.success ? [] : inputIssues(result.error).map((issue) => issue.pointer);
      expect(pointers).to.include(pointer);
      expect(model(body)).to.equal(handlerOnly === true);
    });
  }

  for (const { name, body, pointer } of badStatusBodies) {
    it(`refuse ${name} as a change of status, in handler and gateway`, () => {
      const result = statusRequestSchema.safeParse(body);
      const pointers = result.success ? [] : inputIssues(result.error).map((issue) => issue.pointer);
      expect(pointers).to.include(pointer);
      expect(statusModel(body)).to.equal(false);
    });
  }

  it("take every good body in the handler, and what the handler takes the gateway takes as well", () => {
    fc.assert(
      fc.property(goodOrderBody, (body) => {
        const sent: unknown = JSON.parse(JSON.stringify(body));
        expect(orderRequestSchema.safeParse(sent).success, "handler").to.equal(true);
        expect(model(sent), JSON.stringify(model.errors)).to.equal(true);
      }),
      { numRuns: 300 },
    );
  });

  it("are never laxer in the handler than in the gateway, for good bodies with anything put in anywhere", () => {
    const fields = ["customerEmail", "currency", "items", "shippingAddress", "billingAddress", "customerId", "extra"];
    fc.assert(
      fc.property(goodOrderBody, fc.constantFrom(...fields), fc.jsonValue(), (body, field, value) => {
        const [line] = body.items;
        const shapes: unknown[] = [
          { ...body, [field]: value },
          { ...body, items: [{ ...line, name: value }] },
          { ...body, items: [{ ...line, quantity: value }] },
          { ...body, items: [{ ...line, unitPrice: value }] },
          { ...body, shippingAddress: { ...body.shippingAddress, line2: value, postalCode: value } },
        ];
        for (const shape of shapes) {
          if (orderRequestSchema.safeParse(shape).success) expect(model(shape), JSON.stringify(shape)).to.equal(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("describe what is answered: every order that is placed has the form of the document", () => {
    const answers = gatewayModel("Order");
    fc.assert(
      fc.property(goodOrderBody, (body) => {
        const { customerId: _, ...request } = body;
        const order = JSON.parse(JSON.stringify(toPublicOrder(placeOrder(canonicalRequest(request), stamp))));
        expect(orderSchema.safeParse(order).error?.issues ?? []).to.deep.equal([]);
        expect(answers(order), JSON.stringify(answers.errors)).to.equal(true);
      }),
    );
  });

  it("bound an order so that its item stays far below DynamoDB's 400 kB and its message below SNS's 256 kB", () => {
    // The widest characters in UTF-8 per UTF-16 unit have three bytes.
    const wide = (length: number) => "ह".repeat(length);
    const address = {
      ...{ name: wide(100), line1: wide(100), line2: wide(100), city: wide(100), region: wide(100) },
      ...{ postalCode: "1".repeat(16), country: "GB" },
    };
    const body = {
      customerEmail: `${"a".repeat(64)}@${"b".repeat(60)}.${"c".repeat(60)}.${"d".repeat(60)}.de`,
      currency: "EUR",
      items: Array.from({ length: 100 }, () => ({
        sku: "A".repeat(64),
        name: wide(200),
        quantity: 999,
        unitPrice: "9999999.99",
      })),
      shippingAddress: address,
      billingAddress: address,
    };
    expect(orderRequestSchema.safeParse(body).success).to.equal(true);
    const item = toItem({ ...placeOrder(body, stamp), lastReason: wide(500) });
    expect(Buffer.byteLength(JSON.stringify(item))).to.be.below(100_000);
  });
});
