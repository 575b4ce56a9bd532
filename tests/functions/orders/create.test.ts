import { ThrottlingException } from "@aws-sdk/client-dynamodb";
import { expect } from "chai";
import { uuidPattern } from "../../../functions/contracts/fields/uuid";
import type { OrderFinder, OrderInserter } from "../../../functions/orders/domain/ports";
import { badBodies, goodBody } from "../../support/bad-bodies";
import { lambdaContext, recordingRuntime } from "../shared/doubles";
import { apiEvent, type RequestParts, read, staffScope } from "./fixtures";
import { createMemoryOrders } from "./memory-orders";
import { createOrderHandler } from "./operations";

function setUp(store: (OrderInserter & OrderFinder) | undefined = undefined) {
  const recorded = recordingRuntime();
  const memory = createMemoryOrders();
  const handler = createOrderHandler({
    runtime: recorded.runtime,
    orders: store ?? memory,
    staffScope,
    allowedOrigins: ["*"],
    retentionDays: 10,
    recipient: "token",
  });
  const post = async (parts: RequestParts = {}) =>
    read(await handler(apiEvent({ body: goodBody, ...parts }), lambdaContext()));
  return { post, memory, recorded };
}

const key = (value: string) => ({ headers: { "idempotency-key": value } });

describe("POST /orders", () => {
  it("answers 201 with the order, its place, its ETag, the correlation id and CORS headers", async () => {
    const { post, memory, recorded } = setUp();
    const { status, headers, body } = await post();
    expect(status).to.equal(201);
    expect(body.orderId).to.match(uuidPattern);
    expect(body).to.deep.equal({
      ...goodBody,
      orderId: body.orderId,
      customerId: "ada",
      status: "PLACED",
      total: "17.80",
      createdAt: body.createdAt,
      updatedAt: body.createdAt,
      version: 1,
    });
    expect(headers).to.deep.equal({
      "Content-Type": "application/json",
      "Cache-Control": "no-store",
      "Access-Control-Allow-Origin": "*",
      "Access-Control-Expose-Headers": "ETag,Location,Retry-After,X-Correlation-Id",
      "X-Correlation-Id": "correlation-api",
      Location: `./orders/${body.orderId}`,
      ETag: '"1"',
    });
    expect(memory.all()[0]).to.include({
      lastActor: "ada",
      lastActorType: "customer",
      correlationId: "correlation-api",
      expiresAt: Math.floor(Date.parse(body.createdAt) / 1000) + 864_000,
    });
    expect(recorded.counts).to.deep.equal([
      { metric: "ordersPlaced", value: 1, extra: undefined },
      { metric: "orderValue", value: 17.8, extra: { currency: "EUR" } },
    ]);
  });

  it("gives a Location that leads to the order from any address that the API has", async () => {
    const { post } = setUp();
    const { headers, body } = await post();
    for (const base of [
      "https://a1.execute-api.eu-west-1.amazonaws.com/dev",
      "https://api.example.com",
      "http://h/a/b",
    ]) {
      expect(new URL(String(headers.Location), `${base}/orders`).href).to.equal(`${base}/orders/${body.orderId}`);
    }
  });

  it("makes one order of 200 concurrent requests with one key: one 201, the others 200 with the same order", async () => {
    const { post, memory, recorded } = setUp();
    const answers = await Promise.all(Array.from({ length: 200 }, () => post(key("key-1"))));
    expect(memory.all()).to.have.lengthOf(1);
    expect(answers.filter(({ status }) => status === 201)).to.have.lengthOf(1);
    expect(answers.filter(({ status }) => status === 200)).to.have.lengthOf(199);
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).to.equal(1);
    expect(recorded.total("ordersPlaced")).to.equal(1);
    expect(recorded.total("ordersReplayed")).to.equal(199);
  });

  it("takes the same price written in another way for the same body", async () => {
    const { post } = setUp();
    const priced = (unitPrice: string) => ({
      ...key("key-1"),
      body: { ...goodBody, items: [{ ...goodBody.items[0], unitPrice }] },
    });
    expect((await post(priced("8.9"))).status).to.equal(201);
    expect((await post(priced("8.90"))).status).to.equal(200);
  });

  it("refuses another body with a key that was used, and stores nothing", async () => {
    const { post, memory } = setUp();
    await post(key("key-1"));
    const { status, body } = await post({ ...key("key-1"), body: { ...goodBody, currency: "USD" } });
    expect(status).to.equal(422);
    expect(body.type).to.equal("urn:backoffice:problem:key-reused");
    expect(memory.all()).to.have.lengthOf(1);
  });

  it("lets two customers use the same key, and one customer order twice without one", async () => {
    const { post, memory } = setUp();
    await post({ ...key("key-1"), sub: "ada" });
    await post({ ...key("key-1"), sub: "bob" });
    await post();
    await post();
    expect(memory.all()).to.have.lengthOf(4);
  });

  it("answers 201 when what it finds in its way is its own write, whose answer was lost", async () => {
    const memory = createMemoryOrders();
    const store = {
      ...memory,
      insert: async (order: Parameters<typeof memory.insert>[0]) => {
        await memory.insert(order);
        return "exists" as const;
      },
    };
    expect((await setUp(store).post()).status).to.equal(201);
  });

  it("answers and counts an order with a key as placed when its own first try had stored it and the answer was lost", async () => {
    const memory = createMemoryOrders();
    let lost = true;
    const store = {
      ...memory,
      insert: async (order: Parameters<typeof memory.insert>[0]) => {
        const outcome = await memory.insert(order);
        if (!lost) return outcome;
        lost = false;
        return "exists-after-retry" as const;
      },
    };
    const { post, recorded } = setUp(store);

    const first = await post(key("key-1"));
    const second = await post(key("key-1"));

    expect([first.status, second.status]).to.deep.equal([201, 200]);
    expect(recorded.total("ordersPlaced")).to.equal(1);
    expect(recorded.total("ordersReplayed")).to.equal(1);
  });

  it("takes another request's order for a repetition, however often the client had to ask", async () => {
    const memory = createMemoryOrders();
    const store = {
      ...memory,
      insert: async (order: Parameters<typeof memory.insert>[0]) =>
        (await memory.insert(order)) === "inserted" ? ("inserted" as const) : ("exists-after-retry" as const),
    };
    const { post, recorded } = setUp(store);

    const other = { headers: { ...key("key-1").headers, "x-correlation-id": "another-request" } };
    const statuses = [(await post(key("key-1"))).status, (await post(other)).status];

    expect(statuses).to.deep.equal([201, 200]);
    expect(recorded.total("ordersPlaced")).to.equal(1);
  });

  it("lets staff order for a customer, and nobody else", async () => {
    const { post, memory } = setUp();
    const body = { ...goodBody, customerId: "bob" };
    expect((await post({ body, sub: "ada" })).status).to.equal(403);
    expect((await post({ body: { ...goodBody, customerId: "ada" }, sub: "ada" })).status).to.equal(201);
    const byStaff = await post({ body, sub: "clerk", scope: `openid ${staffScope}` });
    expect(byStaff.status).to.equal(201);
    expect(byStaff.body.customerId).to.equal("bob");
    expect(memory.all()[1]).to.include({ customerId: "bob", lastActor: "clerk", lastActorType: "staff" });
  });

  it("refuses every bad body of the corpus with a problem document that says where, and writes nothing", async () => {
    const { post, memory, recorded } = setUp();
    for (const { name, body: bad, pointer } of badBodies) {
      const { status, headers, body } = await post({ body: JSON.stringify(bad) });
      expect(status, name).to.equal(400);
      expect(headers["Content-Type"], name).to.equal("application/problem+json");
      expect(headers["Access-Control-Allow-Origin"], name).to.equal("*");
      expect(
        body.errors.map((issue: { pointer: string }) => issue.pointer),
        name,
      ).to.include(pointer);
    }
    expect(memory.all()).to.deep.equal([]);
    expect(recorded.counts.every(({ extra }) => extra?.kind === "validation")).to.equal(true);
    expect(recorded.failures).to.deep.equal([]);
  });

  it("refuses broken JSON, another media type, a bad key and a caller that nobody knows", async () => {
    const { post } = setUp();
    expect((await post({ body: "{" })).status).to.equal(400);
    expect((await post({ headers: { "content-type": "text/plain" } })).status).to.equal(415);
    expect((await post(key("with space"))).status).to.equal(400);
    expect((await post(key("k".repeat(256)))).status).to.equal(400);
    const unknown = await post({ sub: undefined });
    expect(unknown.status).to.equal(401);
    expect(unknown.headers["WWW-Authenticate"]).to.equal("Bearer");
  });

  it("makes a correlation id when the request's own is not acceptable", async () => {
    const { headers } = await setUp().post({ headers: { "x-correlation-id": "a b" } });
    expect(headers["X-Correlation-Id"]).to.match(/^[0-9a-f-]{36}$/);
  });

  it("answers 503 with Retry-After when the table is throttled, and records it", async () => {
    const error = new ThrottlingException({ message: "Rate exceeded for table orders-table", $metadata: {} });
    const { post, recorded } = setUp({ insert: () => Promise.reject(error), find: () => Promise.reject(error) });
    const { status, headers, body } = await post();
    expect(status).to.equal(503);
    expect(headers["Retry-After"]).to.equal("2");
    expect(JSON.stringify(body)).to.not.match(/table|Rate/);
    expect(body.correlationId).to.equal("correlation-api");
    expect(recorded.failures.map((failure) => failure.error)).to.deep.equal([error]);
    expect(recorded.counts).to.deep.equal([{ metric: "orderFailures", value: 1, extra: { kind: "throttled" } }]);
  });

  it("answers 500 without a word of what went wrong, and records it", async () => {
    const error = new Error("secret internals");
    const { post, recorded } = setUp({ insert: () => Promise.reject(error), find: () => Promise.reject(error) });
    const { status, headers, body } = await post();
    expect(status).to.equal(500);
    expect(headers["Access-Control-Allow-Origin"]).to.equal("*");
    expect(JSON.stringify(body)).to.not.contain("internals");
    expect(recorded.failures).to.have.lengthOf(1);
    expect(recorded.total("orderFailures")).to.equal(1);
  });

  it("writes one log line a request, with the order's id and without personal data", async () => {
    const { post, recorded } = setUp();
    const { body } = await post();
    await post({ body: { ...goodBody, currency: "???" } });
    const text = JSON.stringify(recorded.lines);
    const common = { correlationId: "correlation-api", operation: "createOrder" };
    expect(recorded.lines.map(({ message }) => message)).to.deep.equal(["request answered", "request answered"]);
    expect(recorded.lines[0]?.fields).to.include({ ...common, status: 201, orderId: body.orderId });
    expect(recorded.lines[1]?.fields)
      .to.include({ ...common, status: 400 })
      .and.not.have.property("orderId");
    for (const personal of ["ada@example.com", "Lovelace", "London", "SW1Y", "Square"])
      expect(text).to.not.contain(personal);
  });
});
