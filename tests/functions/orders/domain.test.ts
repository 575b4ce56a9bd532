import { expect } from "chai";
import * as fc from "fast-check";
import { uuidPattern } from "../../../functions/contracts/fields/uuid";
import { countryCodes } from "../../../functions/contracts/orders/countries";
import { isLegalTransition, nextStatuses, orderStatuses } from "../../../functions/contracts/orders/transitions";
import { actorOf, maySee, maySetStatus } from "../../../functions/orders/domain/access";
import { CursorError, decodeCursor, encodeCursor } from "../../../functions/orders/domain/cursor";
import { etagOf, matches, parseIfMatch } from "../../../functions/orders/domain/etag";
import { canonicalRequest } from "../../../functions/orders/domain/order";
import { orderIdFor, requestHashOf } from "../../../functions/orders/domain/order-id";
import { goodOrderBody } from "../../support/order-arbitraries";

const customer = fc.stringMatching(/^[!-~]{1,60}$/);
const position = fc.record({
  orderId: fc.uuid(),
  createdAt: fc
    .date({ min: new Date("2020-01-01T00:00:00Z"), max: new Date("2100-01-01T00:00:00Z"), noInvalidDate: true })
    .map((date) => date.toISOString()),
});

describe("transitions", () => {
  const legal = [
    "PLACED>CONFIRMED",
    "PLACED>CANCELLED",
    "CONFIRMED>SHIPPED",
    "CONFIRMED>CANCELLED",
    "SHIPPED>DELIVERED",
    "DELIVERED>RETURNED",
  ];

  it("are exactly the six of the design", () => {
    const found = orderStatuses.flatMap((from) =>
      orderStatuses.filter((to) => isLegalTransition(from, to)).map((to) => `${from}>${to}`),
    );
    expect(found.sort()).to.deep.equal([...legal].sort());
  });

  it("never come back to a status, and always end at CANCELLED or RETURNED", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(5), { maxLength: 20 }), (choices) => {
        const path: (typeof orderStatuses)[number][] = ["PLACED"];
        for (const choice of choices) {
          const options = nextStatuses(path.at(-1) ?? "PLACED");
          const chosen = options[choice % Math.max(1, options.length)];
          if (chosen !== undefined) path.push(chosen);
        }
        expect(new Set(path).size).to.equal(path.length);
        const last = path.at(-1) ?? "PLACED";
        if (nextStatuses(last).length === 0) expect(["CANCELLED", "RETURNED"]).to.include(last);
      }),
    );
  });

  it("leave customers only the cancelling, and staff everything", () => {
    const ada = actorOf({ sub: "ada", scope: "openid orders:read" }, "orders:staff");
    const clerk = actorOf({ sub: "clerk", scope: "openid orders:staff" }, "orders:staff");
    expect(orderStatuses.filter((status) => maySetStatus(ada, status))).to.deep.equal(["CANCELLED"]);
    expect(orderStatuses.filter((status) => maySetStatus(clerk, status))).to.deep.equal([...orderStatuses]);
  });
});

describe("access", () => {
  it("is for the customer's own orders, and for staff to all", () => {
    expect(maySee(actorOf({ sub: "ada", scope: "" }, "staff"), { customerId: "ada" })).to.equal(true);
    expect(maySee(actorOf({ sub: "eve", scope: "" }, "staff"), { customerId: "ada" })).to.equal(false);
    expect(maySee(actorOf({ sub: "clerk", scope: "staff" }, "staff"), { customerId: "ada" })).to.equal(true);
  });

  it("takes a scope as a whole word only", () => {
    for (const scope of ["staffing", "not-staff", "STAFF", "staff:read", ""]) {
      expect(actorOf({ sub: "eve", scope }, "staff").type, scope).to.equal("customer");
    }
  });
});

describe("order ids", () => {
  it("are the same for the same customer and key, and UUIDs of version 8", () => {
    fc.assert(
      fc.property(customer, customer, (customerId, key) => {
        const id = orderIdFor(customerId, key);
        expect(id).to.equal(orderIdFor(customerId, key));
        expect(id)
          .to.match(uuidPattern)
          .and.match(/^.{14}8.{4}[89ab]/);
      }),
    );
  });

  it("differ as soon as customer or key differ, also where the two together read the same", () => {
    fc.assert(
      fc.property(fc.tuple(customer, customer), fc.tuple(customer, customer), (one, other) => {
        fc.pre(JSON.stringify(one) !== JSON.stringify(other));
        expect(orderIdFor(...one)).to.not.equal(orderIdFor(...other));
      }),
    );
    expect(orderIdFor("ab", "c")).to.not.equal(orderIdFor("a", "bc"));
  });

  it("are random without a key", () => {
    const ids = Array.from({ length: 100 }, () => orderIdFor("ada", undefined));
    expect(new Set(ids).size).to.equal(100);
  });
});

describe("request hashes", () => {
  it("stay what they were, for stored orders hold them", () => {
    const body = { items: [{ unitPrice: "8.90", sku: "TEA", quantity: 2 }, null], currency: "EUR", b: undefined };
    // printf '{"currency":"EUR","items":[{"quantity":2,"sku":"TEA","unitPrice":"8.90"},null]}' | sha256sum, in base64url
    expect(requestHashOf(body)).to.equal("nqwfNewD-_ATUSGqOqVPqGPuQB30jjEaOApT4zY2l6o");
  });

  it("do not depend on the order of fields, nor on how a price is written", () => {
    fc.assert(
      fc.property(goodOrderBody, (body) => {
        const turned = Object.fromEntries(Object.entries(body).reverse());
        expect(requestHashOf(turned)).to.equal(requestHashOf(body));
        const canonical = canonicalRequest(body);
        expect(requestHashOf(canonicalRequest(canonical))).to.equal(requestHashOf(canonical));
      }),
    );
  });

  it("differ when anything else differs", () => {
    fc.assert(
      fc.property(goodOrderBody, (body) => {
        const hash = requestHashOf(canonicalRequest(body));
        const [first, ...rest] = body.items;
        if (first === undefined) throw new Error("a body has a line");
        const more = { ...first, quantity: (first.quantity % 999) + 1 };
        expect(requestHashOf(canonicalRequest({ ...body, items: [more, ...rest] }))).to.not.equal(hash);
        expect(requestHashOf(canonicalRequest({ ...body, customerEmail: `x${body.customerEmail}` }))).to.not.equal(
          hash,
        );
      }),
    );
  });
});

describe("cursors", () => {
  it("come back as the position that they were made of", () => {
    fc.assert(
      fc.property(customer, position, (customerId, at) => {
        const cursor = encodeCursor(customerId, at);
        expect(decodeCursor(customerId, cursor)).to.deep.equal(at);
        expect(cursor).to.match(/^[A-Za-z0-9_-]+$/);
      }),
    );
  });

  it("are refused for another customer", () => {
    fc.assert(
      fc.property(customer, customer, position, (one, other, at) => {
        fc.pre(one !== other);
        expect(() => decodeCursor(other, encodeCursor(one, at))).to.throw(CursorError);
      }),
    );
  });

  it("are refused with any character changed, added or taken away", () => {
    fc.assert(
      fc.property(
        customer,
        position,
        fc.nat(101),
        fc.constantFrom(..."AZaz09-_+/= "),
        (customerId, at, index, other) => {
          const cursor = encodeCursor(customerId, at);
          fc.pre(cursor[index] !== other);
          const changed = cursor.slice(0, index) + other + cursor.slice(index + 1);
          const shorter = cursor.slice(0, index) + cursor.slice(index + 1);
          const longer = cursor.slice(0, index) + other + cursor.slice(index);
          for (const bad of [changed, shorter, longer]) {
            expect(() => decodeCursor(customerId, bad), bad).to.throw(CursorError);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it("are refused when they are anything else", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 400 }), (text) => {
        expect(() => decodeCursor("ada", text)).to.throw(CursorError);
      }),
    );
  });
});

describe("entity tags", () => {
  it("match the version that they were made of, and no other", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1 }), fc.integer({ min: 1 }), (one, other) => {
        const ifMatch = parseIfMatch(etagOf(one));
        expect(ifMatch !== undefined && matches(ifMatch, other)).to.equal(one === other);
      }),
    );
  });

  it("are read as a list, as any, or not at all", () => {
    expect(parseIfMatch('"1", "2"')).to.deep.equal(['"1"', '"2"']);
    expect(parseIfMatch('"a,b", , W/"1",')).to.deep.equal(['"a,b"', 'W/"1"']);
    expect(parseIfMatch(" * ")).to.equal("any");
    for (const bad of ["", "1", '"1', "1,2", '"1" "2"', "W/1", ",", '*, "1"', '"1",2', '"1", "2'])
      expect(parseIfMatch(bad), bad).to.equal(undefined);
  });

  it("never match when they are weak", () => {
    const weak = parseIfMatch('W/"1"');
    expect(weak !== undefined && matches(weak, 1)).to.equal(false);
  });
});

describe("country codes", () => {
  it("are the 249 of ISO 3166-1, none twice", () => {
    expect(new Set(countryCodes).size).to.equal(countryCodes.length).and.to.equal(249);
  });
});
