import { expect } from "chai";
import * as fc from "fast-check";
import { canonicalRequest, placeOrder, toPublicOrder } from "../../../functions/orders/domain/order";
import { DamagedOrderError, fromItem } from "../../../functions/orders/store/order-item";
import { readOrderRecord } from "../../../functions/orders/store/order-stream";
import {
  createOrderInserter,
  createOrderLister,
  createOrdersStore,
} from "../../../functions/orders/store/orders-store";
import { goodOrderBody } from "../../support/order-arbitraries";
import { rejectionOf } from "../shared/doubles";
import { imageOf, storedOrder, streamRecord } from "./fixtures";
import { conditionFailed, refusal, stubbed } from "./stubbed-table";

const order = storedOrder();

describe("the orders store", () => {
  it("inserts by a conditional put, with amounts as numbers digit for digit", async () => {
    const { sent, table } = stubbed();
    expect(await createOrderInserter(table, "orders").insert(order)).to.equal("inserted");
    expect(sent).to.deep.equal([
      {
        command: "PutItem",
        input: {
          TableName: "orders",
          ConditionExpression: "attribute_not_exists(orderId)",
          Item: {
            orderId: { S: order.orderId },
            customerId: { S: "ada" },
            customerEmail: { S: "ada@example.com" },
            status: { S: "PLACED" },
            currency: { S: "EUR" },
            items: {
              L: [
                {
                  M: {
                    sku: { S: "TEA-1" },
                    name: { S: "Earl Grey, 250 g" },
                    quantity: { N: "2" },
                    unitPrice: { N: "8.90" },
                  },
                },
                { M: { sku: { S: "CUP-2" }, name: { S: "Cup" }, quantity: { N: "1" }, unitPrice: { N: "10.00" } } },
              ],
            },
            total: { N: "27.80" },
            shippingAddress: {
              M: {
                name: { S: "Ada Lovelace" },
                line1: { S: "12 Square" },
                city: { S: "London" },
                postalCode: { S: "SW1Y 4JH" },
                country: { S: "GB" },
              },
            },
            createdAt: { S: "2026-03-01T09:30:00.000Z" },
            updatedAt: { S: "2026-03-01T09:30:00.000Z" },
            version: { N: "1" },
            lastActor: { S: "ada" },
            lastActorType: { S: "customer" },
            correlationId: { S: "correlation-1" },
            requestHash: { S: "hash" },
            expiresAt: { N: "1900000000" },
          },
        },
      },
    ]);
  });

  it("inserts each order as itself with one client, one after another and at once, also after a refusal", async () => {
    const refused = storedOrder({ orderId: "refused" });
    const { sent, table } = stubbed((input) => (JSON.stringify(input).includes("refused") ? conditionFailed() : {}));
    const store = createOrderInserter(table, "orders");
    const ids = ["a", "b", "c", "d"];

    const outcomes = [await store.insert(storedOrder({ orderId: "first" })), await store.insert(refused)];
    outcomes.push(...(await Promise.all(ids.map((orderId) => store.insert(storedOrder({ orderId }))))));

    expect(outcomes).to.deep.equal(["inserted", "exists", "inserted", "inserted", "inserted", "inserted"]);
    const written = sent.map(({ input }) => (input.Item as { orderId: { S: string } }).orderId.S);
    expect(written).to.have.members(["first", "refused", ...ids]);
  });

  it("says that an order exists when the condition fails, and lets every other error through", async () => {
    expect(await createOrderInserter(stubbed(conditionFailed).table, "orders").insert(order)).to.equal("exists");
    let tries = 0;
    const lost = stubbed(() => {
      if (tries++ === 0) throw Object.assign(new Error("the answer was lost"), { code: "ECONNRESET" });
      return conditionFailed();
    }, 3);
    expect(await createOrderInserter(lost.table, "orders").insert(order)).to.equal("exists-after-retry");
    const denied = stubbed(() => refusal("AccessDeniedException"));
    const error = await rejectionOf(createOrderInserter(denied.table, "orders").insert(order));
    expect(error).to.have.property("name", "AccessDeniedException");
  });

  it("reads consistently, and gives amounts back their decimals", async () => {
    const { sent, documents } = stubbed(() => ({ Item: imageOf(order) }));
    expect(await createOrdersStore(documents, "orders").find(order.orderId)).to.deep.equal(order);
    expect(sent).to.deep.equal([
      {
        command: "GetItem",
        input: { TableName: "orders", Key: { orderId: { S: order.orderId } }, ConsistentRead: true },
      },
    ]);
    expect(await createOrdersStore(stubbed().documents, "orders").find("none")).to.equal(undefined);
  });

  const change = {
    orderId: order.orderId,
    fromVersion: 1,
    fromStatus: "PLACED",
    toStatus: "CANCELLED",
    at: "2026-03-01T10:00:00.000Z",
    actor: "ada",
    actorType: "customer",
    correlationId: "correlation-2",
  } as const;

  it("changes the status on condition of version and status, and drops the last reason", async () => {
    const after = { ...order, status: "CANCELLED" as const, version: 2 };
    const { sent, documents } = stubbed(() => ({ Attributes: imageOf(after) }));
    expect(await createOrdersStore(documents, "orders").changeStatus(change)).to.deep.equal(after);
    expect(sent).to.deep.equal([
      {
        command: "UpdateItem",
        input: {
          TableName: "orders",
          Key: { orderId: { S: order.orderId } },
          ConditionExpression: "#version = :fromVersion AND #status = :fromStatus",
          UpdateExpression:
            "SET #status = :toStatus, #version = :toVersion, updatedAt = :at, " +
            "lastActor = :actor, lastActorType = :actorType, correlationId = :correlationId REMOVE lastReason, lastKeyHash",
          ExpressionAttributeNames: { "#status": "status", "#version": "version" },
          ExpressionAttributeValues: {
            ":fromVersion": { N: "1" },
            ":fromStatus": { S: "PLACED" },
            ":toStatus": { S: "CANCELLED" },
            ":toVersion": { N: "2" },
            ":at": { S: "2026-03-01T10:00:00.000Z" },
            ":actor": { S: "ada" },
            ":actorType": { S: "customer" },
            ":correlationId": { S: "correlation-2" },
          },
          ReturnValues: "ALL_NEW",
        },
      },
    ]);
  });

  it("keeps a reason with the change", async () => {
    const { sent, documents } = stubbed(() => ({ Attributes: imageOf(order) }));
    await createOrdersStore(documents, "orders").changeStatus({ ...change, reason: "Ordered twice" });
    expect(sent[0]?.input.UpdateExpression).to.match(/, lastReason = :lastReason REMOVE lastKeyHash$/);
    expect(sent[0]?.input).to.have.deep.nested.property("ExpressionAttributeValues.:lastReason", {
      S: "Ordered twice",
    });
  });

  it("says nothing was changed when the condition fails", async () => {
    const store = createOrdersStore(stubbed(conditionFailed).documents, "orders");
    expect(await store.changeStatus(change)).to.equal(undefined);
  });

  it("queries the customer's index newest first, one more than asked for, from a position on", async () => {
    const { sent, documents } = stubbed(() => ({ Items: [imageOf(order), imageOf(order), imageOf(order)] }));
    const lister = createOrderLister(documents, "orders", "CustomerIndex");
    const page = await lister.page("ada", 2, { orderId: "o-1", createdAt: "2026-03-01T09:30:00.000Z" });
    expect(page).to.deep.equal({ orders: [order, order], more: true });
    expect(sent).to.deep.equal([
      {
        command: "Query",
        input: {
          TableName: "orders",
          IndexName: "CustomerIndex",
          KeyConditionExpression: "customerId = :customerId",
          ExpressionAttributeValues: { ":customerId": { S: "ada" } },
          ScanIndexForward: false,
          Limit: 3,
          ExclusiveStartKey: {
            customerId: { S: "ada" },
            createdAt: { S: "2026-03-01T09:30:00.000Z" },
            orderId: { S: "o-1" },
          },
        },
      },
    ]);
  });

  it("knows of more orders behind a page that DynamoDB cut short, and of none behind a whole one", async () => {
    const cut = stubbed(() => ({ Items: [imageOf(order)], LastEvaluatedKey: { orderId: { S: "o" } } }));
    expect(await createOrderLister(cut.documents, "t", "i").page("ada", 25, undefined)).to.have.property("more", true);
    const whole = stubbed(() => ({ Items: [imageOf(order), imageOf(order)] }));
    expect(await createOrderLister(whole.documents, "t", "i").page("ada", 2, undefined)).to.have.property(
      "more",
      false,
    );
    expect(whole.sent[0]?.input).to.not.have.property("ExclusiveStartKey");
  });

  it("brings back every order as it was, from table and stream, to the last digit", () => {
    fc.assert(
      fc.property(goodOrderBody, fc.option(fc.string({ minLength: 1 }), { nil: undefined }), (body, lastReason) => {
        const { customerId = "ada", ...request } = body;
        const { placedAt, ...stamp } = {
          ...order,
          customerId,
          actor: "ada",
          actorType: "customer" as const,
          placedAt: new Date(0),
        };
        const placed = placeOrder(canonicalRequest(request), { ...stamp, placedAt });
        const stored = lastReason === undefined ? placed : { ...placed, lastReason };
        expect(readOrderRecord(streamRecord(undefined, stored))?.order).to.deep.equal(
          JSON.parse(JSON.stringify(stored)),
        );
        expect(toPublicOrder(placed).total).to.equal(placed.total);
      }),
    );
  });

  it("names the fields of an item that holds no order, and not their values", () => {
    const damaged = { ...JSON.parse(JSON.stringify(order)), total: "secret", status: "LOST", items: [] };
    expect(() => fromItem(damaged)).to.throw(DamagedOrderError, "wrong: status, total");
    expect(() => fromItem(undefined)).to.throw(DamagedOrderError);
  });
});
