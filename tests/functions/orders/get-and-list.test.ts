import { expect } from "chai";
import { createHandler as createGet } from "../../../functions/orders/get/handler";
import { createHandler as createList } from "../../../functions/orders/list/handler";
import { lambdaContext, recordingRuntime } from "../shared/doubles";
import { apiEvent, type RequestParts, read, staffScope, storedOrder } from "./fixtures";
import { createMemoryOrders } from "./memory-orders";

const order = storedOrder();

function setUp(...stored: ReturnType<typeof storedOrder>[]) {
  const recorded = recordingRuntime();
  const deps = { runtime: recorded.runtime, orders: createMemoryOrders(...stored), staffScope, allowedOrigins: ["*"] };
  const get = createGet(deps);
  const list = createList(deps);
  return {
    recorded,
    get: async (orderId: string, parts: RequestParts = {}) =>
      read(
        await get(
          apiEvent({ method: "GET", path: `/orders/${orderId}`, pathParameters: { orderId }, ...parts }),
          lambdaContext(),
        ),
      ),
    list: async (customerId: string, query: Record<string, string> = {}, parts: RequestParts = {}) =>
      read(
        await list(
          apiEvent({ method: "GET", path: "/customers", pathParameters: { customerId }, query, ...parts }),
          lambdaContext(),
        ),
      ),
  };
}

describe("GET /orders/{orderId}", () => {
  it("shows an order to its customer and to staff, without what is internal", async () => {
    const { get } = setUp(order);
    for (const parts of [{ sub: "ada" }, { sub: "clerk", scope: staffScope }]) {
      const { status, headers, body } = await get(order.orderId, parts);
      expect(status).to.equal(200);
      expect(headers.ETag).to.equal('"1"');
      expect(body).to.include({ orderId: order.orderId, total: "27.80" });
      expect(body).to.not.have.any.keys(
        ...["lastActor", "lastActorType", "lastReason", "correlationId", "requestHash", "expiresAt"],
      );
    }
  });

  it("answers somebody else's order and one that does not exist with the same 404", async () => {
    const { get } = setUp(order);
    const other = await get(order.orderId, { sub: "eve" });
    const none = await get("11111111-1111-4111-8111-111111111111", { sub: "eve" });
    expect([other.status, none.status]).to.deep.equal([404, 404]);
    expect({ ...other.body, instance: "" }).to.deep.equal({ ...none.body, instance: "" });
  });

  it("answers an id that is no UUID with 404, without asking the table", async () => {
    const { get } = setUp(order);
    for (const id of ["1", "../orders", "", "%00", "x".repeat(3000)]) expect((await get(id)).status, id).to.equal(404);
    expect((await get(order.orderId.toUpperCase())).status).to.equal(200);
  });
});

describe("GET /customers/{customerId}/orders", () => {
  const many = Array.from({ length: 60 }, (_, index) =>
    storedOrder({
      orderId: `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`,
      createdAt: new Date(Date.parse("2026-03-01T09:30:00.000Z") + Math.floor(index / 2) * 1000).toISOString(),
      customerId: index % 10 === 9 ? "bob" : "ada",
    }),
  );

  it("lists newest first, 25 unless asked otherwise, and by cursors every order exactly once", async () => {
    const { list } = setUp(...many);
    expect((await list("ada")).body.orders).to.have.lengthOf(25);
    const seen: string[] = [];
    let query: Record<string, string> = { limit: "7" };
    for (let pages = 0; pages < 20; pages++) {
      const { status, body } = await list("ada", query);
      expect(status).to.equal(200);
      seen.push(...body.orders.map(({ orderId }: { orderId: string }) => orderId));
      if (body.nextCursor === undefined) break;
      query = { limit: "7", cursor: body.nextCursor };
    }
    const expected = many.filter(({ customerId }) => customerId === "ada").map(({ orderId }) => orderId);
    expect(seen).to.deep.equal(expected.reverse());
  });

  it("gives no cursor on the last page, also when it is full", async () => {
    const { list } = setUp(...many.slice(0, 5));
    expect((await list("ada", { limit: "5" })).body).to.not.have.property("nextCursor");
    expect((await list("nobody", {}, { sub: "nobody" })).body).to.deep.equal({ orders: [] });
  });

  it("refuses a cursor of another customer, one that was changed, and limits out of range", async () => {
    const { list } = setUp(...many);
    const staff = { sub: "clerk", scope: staffScope };
    const { nextCursor } = (await list("ada", { limit: "1" })).body;
    for (const [customerId, query, pointer] of [
      ["bob", { cursor: nextCursor }, "cursor"],
      ["ada", { cursor: `${nextCursor}A` }, "cursor"],
      ["ada", { cursor: "" }, "cursor"],
      ["ada", { limit: "0" }, "limit"],
      ["ada", { limit: "101" }, "limit"],
      ["ada", { limit: "1e1" }, "limit"],
      ["ada", { limit: "" }, "limit"],
      ["a b", {}, "customerId"],
    ] as const) {
      const { status, body } = await list(customerId, query, staff);
      expect(status, JSON.stringify(query)).to.equal(400);
      expect(body.errors[0].pointer).to.equal(pointer);
    }
  });

  it("is for oneself, and for staff; others are refused whether there are orders or not", async () => {
    const { list } = setUp(...many);
    expect((await list("bob", {}, { sub: "eve" })).status).to.equal(403);
    expect((await list("nobody", {}, { sub: "eve" })).status).to.equal(403);
    expect((await list("bob", {}, { sub: "clerk", scope: staffScope })).body.orders).to.have.lengthOf(6);
  });

  it("understands a customer id in the address, encoded or not", async () => {
    const { list } = setUp(storedOrder({ customerId: "auth0|42" }));
    for (const id of ["auth0|42", "auth0%7C42", encodeURIComponent("auth0|42")]) {
      expect((await list(id, {}, { sub: "auth0|42" })).body.orders, id).to.have.lengthOf(1);
      expect((await list(id, {}, { sub: "clerk", scope: staffScope })).body.orders, id).to.have.lengthOf(1);
    }
    expect((await list("%zz", {}, { sub: "%zz" })).status).to.equal(200);
  });
});
