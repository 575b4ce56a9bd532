import { expect } from "chai";
import type { OrderRecipient } from "../../../functions/orders/domain/access";
import { secondsUntilFree } from "../../../functions/orders/domain/order-limit";
import { createRecentOrders } from "../../../functions/orders/store/orders-store";
import { goodBody } from "../../support/bad-bodies";
import { lambdaContext, recordingRuntime } from "../shared/doubles";
import { apiEvent, type RequestParts, read, staffScope } from "./fixtures";
import { createMemoryOrders } from "./memory-orders";
import { createOrderHandler } from "./operations";

function setUp(options: { readonly orders?: number; readonly recipient?: OrderRecipient } = {}) {
  const clock = { time: Date.parse("2026-03-01T09:30:00.000Z"), now: () => new Date(clock.time) };
  const recorded = recordingRuntime(clock);
  const memory = createMemoryOrders();
  const handler = createOrderHandler({
    runtime: recorded.runtime,
    orders: memory,
    staffScope,
    allowedOrigins: ["*"],
    retentionDays: 10,
    recipient: options.recipient ?? "token",
    ...(options.orders !== undefined && { limit: { of: { orders: options.orders, minutes: 10 }, recent: memory } }),
  });
  const post = async (parts: RequestParts & { readonly email?: string } = {}) => {
    const event = apiEvent({ body: goodBody, ...parts });
    if (parts.email !== undefined) Object.assign(event.requestContext.authorizer ?? {}, { email: parts.email });
    return read(await handler(event, lambdaContext()));
  };
  const pass = (seconds: number) => {
    clock.time += seconds * 1000;
  };
  return { post, pass, recorded, memory };
}

const key = (value: string) => ({ headers: { "idempotency-key": value } });

describe("the limit of orders per customer", () => {
  it("lets so many through in its minutes, says when there is room again, and lets through then", async () => {
    const { post, pass, recorded, memory } = setUp({ orders: 3 });
    for (const seconds of [0, 60, 60]) {
      pass(seconds);
      expect((await post()).status).to.equal(201);
    }
    const refused = await post();
    expect(refused.status).to.equal(429);
    expect(refused.headers).to.include({ "Content-Type": "application/problem+json", "Retry-After": "480" });
    expect(refused.body).to.include({ type: "urn:backoffice:problem:throttled", status: 429 });
    expect(refused.body.detail).to.equal("At most 3 orders in 10 minutes. Nothing was ordered; try again later.");
    expect(recorded.counts.at(-1)).to.deep.equal({ metric: "orderFailures", value: 1, extra: { kind: "over-limit" } });
    expect(recorded.failures).to.deep.equal([]);
    expect(memory.all()).to.have.lengthOf(3);
    pass(480.001);
    expect((await post()).status).to.equal(201);
    expect((await post()).status).to.equal(429);
  });

  it("refuses no repetition of an order that was taken, and answers it as ever", async () => {
    const { post, memory } = setUp({ orders: 2 });
    const first = await post(key("one"));
    expect((await post(key("two"))).status).to.equal(201);
    const again = await post(key("one"));
    expect(again.status).to.equal(200);
    expect(again.body).to.deep.equal(first.body);
    expect((await post({ ...key("one"), body: { ...goodBody, currency: "USD" } })).status).to.equal(422);
    expect((await post(key("three"))).status).to.equal(429);
    expect(memory.all()).to.have.lengthOf(2);
  });

  it("is each customer's own, and not for staff", async () => {
    const { post } = setUp({ orders: 1 });
    expect((await post({ sub: "ada" })).status).to.equal(201);
    expect((await post({ sub: "ada" })).status).to.equal(429);
    expect((await post({ sub: "eve" })).status).to.equal(201);
    const staff = { sub: "clerk", scope: staffScope };
    for (let time = 0; time < 3; time++) {
      expect((await post({ ...staff, body: { ...goodBody, customerId: "ada" } })).status).to.equal(201);
    }
  });

  it("is none where the stack sets none", async () => {
    const { post } = setUp();
    for (let time = 0; time < 100; time++) expect((await post()).status).to.equal(201);
  });

  it("has a waiting time of whole seconds, a second at least", () => {
    const at = (text: string) => new Date(`2026-03-01T09:${text}Z`);
    const limit = { orders: 1, minutes: 10 };
    expect(secondsUntilFree(limit, at("30:00.000"), at("30:00.000"))).to.equal(600);
    expect(secondsUntilFree(limit, at("30:00.000"), at("39:58.500"))).to.equal(2);
    expect(secondsUntilFree(limit, at("30:00.000"), at("40:00.000"))).to.equal(1);
  });

  it("is counted over the index, never more than needed, page by page", async () => {
    const asked: Record<string, unknown>[] = [];
    const pages = [
      { Items: [{ createdAt: "2026-03-01T09:29:00.000Z" }], LastEvaluatedKey: { orderId: "o-1" } },
      { Items: [{ createdAt: "2026-03-01T09:28:00.000Z" }, { createdAt: "2026-03-01T09:27:00.000Z" }] },
    ];
    const documents = {
      send: async ({ input }: { readonly input: Record<string, unknown> }) => {
        asked.push(input);
        return pages[asked.length - 1] ?? {};
      },
    };
    const recent = createRecentOrders(documents as never, "orders", "CustomerIndex");
    const since = new Date("2026-03-01T09:20:00.000Z");

    expect(await recent.nthSince("ada", 3, since)).to.deep.equal(new Date("2026-03-01T09:27:00.000Z"));
    expect(asked.map(({ Limit }) => Limit)).to.deep.equal([3, 2]);
    expect(asked[1]).to.deep.include({
      TableName: "orders",
      IndexName: "CustomerIndex",
      ScanIndexForward: false,
      ExclusiveStartKey: { orderId: "o-1" },
      ExpressionAttributeValues: { ":customerId": "ada", ":since": "2026-03-01T09:20:00.000Z" },
    });
    asked.length = 0;
    expect(await recent.nthSince("ada", 4, since)).to.equal(undefined);
  });
});

describe("the recipient of a customer's order", () => {
  const mine = { email: "Ada@Example.com" };

  it("is the verified address of the token, whatever its case, and no other", async () => {
    const { post, memory } = setUp();
    expect((await post(mine)).status).to.equal(201);
    const other = await post({ ...mine, body: { ...goodBody, customerEmail: "victim@example.com" } });
    expect(other.status).to.equal(403);
    expect(other.body.errors).to.deep.equal([
      { pointer: "/customerEmail", detail: "must be the verified address of your token" },
    ]);
    expect(JSON.stringify(other.body)).to.not.contain("ada@").and.not.contain("victim");
    expect(memory.all()).to.have.lengthOf(1);
  });

  it("is whatever the order says for tokens without one, for staff, and where the shop has it so", async () => {
    const body = { ...goodBody, customerEmail: "friend@example.com" };
    expect((await setUp().post({ body })).status).to.equal(201);
    expect((await setUp().post({ ...mine, body, scope: staffScope })).status).to.equal(201);
    expect((await setUp({ recipient: "body" }).post({ ...mine, body })).status).to.equal(201);
  });
});
