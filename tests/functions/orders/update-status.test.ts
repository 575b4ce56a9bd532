import { expect } from "chai";
import * as fc from "fast-check";
import { isLegalTransition, orderStatuses } from "../../../functions/contracts/orders/transitions";
import type { OrderFinder, StatusChanger } from "../../../functions/orders/domain/ports";
import { badStatusBodies } from "../../support/bad-bodies";
import { lambdaContext, recordingRuntime } from "../shared/doubles";
import { apiEvent, type RequestParts, read, staffScope, storedOrder } from "./fixtures";
import { createMemoryOrders } from "./memory-orders";
import { createUpdateStatusHandler } from "./operations";

const staff = { sub: "clerk", scope: staffScope };
const { orderId } = storedOrder();

function setUp(order = storedOrder(), wrap = (store: OrderFinder & StatusChanger) => store) {
  const recorded = recordingRuntime();
  const memory = createMemoryOrders(order);
  const handler = createUpdateStatusHandler({
    runtime: recorded.runtime,
    orders: wrap(memory),
    staffScope,
    allowedOrigins: ["*"],
  });
  const patch = async (body: unknown, parts: RequestParts = {}) =>
    read(
      await handler(
        apiEvent({ method: "PATCH", path: `/orders/${orderId}/status`, pathParameters: { orderId }, body, ...parts }),
        lambdaContext(),
      ),
    );
  return { patch, memory, recorded };
}

describe("PATCH /orders/{orderId}/status", () => {
  it("moves the order, with a new version, who did it and why", async () => {
    const { patch, memory, recorded } = setUp();
    const { status, headers, body } = await patch({ status: "CANCELLED", reason: "Ordered twice" });
    expect(status).to.equal(200);
    expect(headers.ETag).to.equal('"2"');
    expect(body).to.include({ status: "CANCELLED", version: 2 }).and.not.have.property("lastReason");
    expect(body.updatedAt).to.not.equal(body.createdAt);
    expect(memory.all()[0]).to.include({
      lastActor: "ada",
      lastActorType: "customer",
      lastReason: "Ordered twice",
      correlationId: "correlation-api",
    });
    expect(recorded.counts).to.deep.equal([{ metric: "orderStatusChanged", value: 1, extra: { status: "CANCELLED" } }]);
    expect(recorded.lines.map(({ message }) => message)).to.deep.equal(["request answered"]);
    expect(recorded.lines[0]?.fields).to.include({
      correlationId: "correlation-api",
      operation: "updateOrderStatus",
      status: 200,
      orderId,
      orderStatus: "CANCELLED",
      orderVersion: 2,
    });
    expect(JSON.stringify(recorded.lines)).to.not.contain("Ordered twice");
  });

  it("allows staff exactly the legal transitions, and answers 409 to all others", async () => {
    for (const from of orderStatuses) {
      for (const to of orderStatuses) {
        const { patch, memory } = setUp(storedOrder({ status: from }));
        const legal = isLegalTransition(from, to);
        expect((await patch({ status: to }, staff)).status, `${from} to ${to}`).to.equal(legal ? 200 : 409);
        expect(memory.all()[0]?.status).to.equal(legal ? to : from);
      }
    }
  });

  it("refuses customers everything but cancelling, and others' orders as if there were none", async () => {
    const { patch, recorded } = setUp();
    expect((await patch({ status: "CONFIRMED" })).status).to.equal(403);
    expect((await patch({ status: "CANCELLED" }, { sub: "eve" })).status).to.equal(404);
    expect(recorded.counts.map(({ extra }) => extra?.kind)).to.deep.equal(["forbidden", "not-found"]);
  });

  it("answers 412 to an old or weak ETag, 400 to a malformed one, and takes the present one or *", async () => {
    for (const [tag, expected] of [
      ['"3"', 200],
      ["*", 200],
      ['"1", "3"', 200],
      ['"2"', 412],
      ['W/"3"', 412],
      ["3", 400],
    ] as const) {
      const { patch } = setUp(storedOrder({ version: 3 }));
      const answer = await patch({ status: "CONFIRMED" }, { ...staff, headers: { "if-match": tag } });
      expect(answer.status, tag).to.equal(expected);
    }
  });

  it("refuses every bad body of the corpus", async () => {
    const { patch, memory } = setUp();
    for (const { name, body } of badStatusBodies)
      expect((await patch(JSON.stringify(body))).status, name).to.equal(400);
    expect(memory.all()[0]?.version).to.equal(1);
  });

  it("lets exactly one of many concurrent cancellations through", async () => {
    const { patch, memory } = setUp();
    const answers = await Promise.all(Array.from({ length: 50 }, () => patch({ status: "CANCELLED" })));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).to.have.lengthOf(1);
    expect(statuses.filter((status) => status === 409)).to.have.lengthOf(49);
    expect(memory.all()[0]?.version).to.equal(2);
  });

  it("loses no update, whatever runs at the same time: as many versions as good answers, and a legal history", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom(...orderStatuses), fc.boolean()), { minLength: 1, maxLength: 12 }),
        async (requests) => {
          const { patch, memory, recorded } = setUp();
          const answers = await Promise.all(
            // Each with a reason of its own: the same move by the same caller from the same version is one request that comes again.
            requests.map(([status, conditional], index) =>
              patch(
                { status, reason: `Reason ${index}` },
                { ...staff, headers: conditional ? { "if-match": '"1"' } : {} },
              ),
            ),
          );
          const good = answers.filter(({ status }) => status === 200).map(({ body }) => body);
          expect(answers.every(({ status }) => [200, 409, 412].includes(status))).to.equal(true);
          expect(memory.all()[0]?.version).to.equal(1 + good.length);
          const history = good.sort((a, b) => a.version - b.version).map(({ status }) => status);
          for (const [index, to] of history.entries()) {
            expect(isLegalTransition(index === 0 ? "PLACED" : history[index - 1], to)).to.equal(true);
          }
          expect(recorded.total("orderStatusChanged")).to.equal(good.length);
        },
      ),
      { numRuns: 50 },
    );
  });

  it("tries once more when somebody was faster, and answers 409 when they were twice", async () => {
    const losing = (times: number) => {
      let lost = 0;
      return setUp(storedOrder(), (store) => ({
        ...store,
        changeStatus: async (change) => (lost++ < times ? undefined : store.changeStatus(change)),
      }));
    };
    expect((await losing(1).patch({ status: "CANCELLED" })).status).to.equal(200);
    expect((await losing(2).patch({ status: "CANCELLED" })).status).to.equal(409);
  });

  it("answers 412 when somebody was faster and the request has an If-Match", async () => {
    const { patch } = setUp(storedOrder(), (store) => ({
      ...store,
      changeStatus: async (change) => {
        await store.changeStatus({ ...change, toStatus: "CONFIRMED", actor: "other" });
        return undefined;
      },
    }));
    expect((await patch({ status: "CANCELLED" }, { headers: { "If-Match": '"1"' } })).status).to.equal(412);
  });

  it("knows its own change again when the answer to the first write was lost", async () => {
    const { patch, memory } = setUp(storedOrder(), (store) => ({
      ...store,
      changeStatus: async (change) => {
        await store.changeStatus(change);
        return undefined;
      },
    }));
    const { status, body } = await patch({ status: "CANCELLED" }, { headers: { "If-Match": '"1"' } });
    expect([status, body.version]).to.deep.equal([200, 2]);
    expect(memory.all()[0]?.version).to.equal(2);
  });
});
