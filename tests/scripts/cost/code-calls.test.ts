// The steps of the estimate are written down manual: here the real code is run, and its calls are counted.
import { randomUUID } from "node:crypto";
import { marshall } from "@aws-sdk/util-dynamodb";
import { expect } from "chai";
import { createConfirmOrder } from "../../../functions/confirmations/domain/confirm-order";
import { evidenceOf } from "../../../functions/confirmations/domain/delivery";
import { createDeliveryStore } from "../../../functions/confirmations/store/deliveries";
import { createSuppressionStore } from "../../../functions/confirmations/store/suppressions";
import { orderRequest } from "../../../functions/contracts/orders/examples";
import { orderRequestSchema } from "../../../functions/contracts/orders/schemas";
import { placeOrder, type StoredOrder } from "../../../functions/orders/domain/order";
import { toItem } from "../../../functions/orders/store/order-item";
import { createOrderInserter } from "../../../functions/orders/store/orders-store";
import { createItemWriter } from "../../../functions/shared/item-writer";
import { createRecordEvent } from "../../../functions/shipments/domain/record-event";
import { createShipmentStore } from "../../../functions/shipments/store/shipments";
import { bytes } from "../../../scripts/cost/assumptions";
import { counted, countingTable, estimated } from "./counting-table";
import { estimateOf, flowOf, graphOf } from "./fixtures";

const metrics = { count: () => undefined, flush: () => undefined };
const now = () => Date.UTC(2026, 2, 1);
const moment = new Date(now()).toISOString();

function exampleOrder(): StoredOrder {
  return placeOrder(orderRequestSchema.parse(orderRequest), {
    orderId: randomUUID(),
    customerId: randomUUID(),
    actor: randomUUID(),
    actorType: "customer",
    correlationId: randomUUID(),
    requestHash: "a".repeat(64),
    placedAt: new Date(now()),
    expiresAt: now() / 1000,
  });
}

describe("the estimate's steps and the code's calls", () => {
  const flow = async (name: string) => flowOf(estimateOf(await graphOf("prod")), name);

  it("are the same for an order that is placed", async () => {
    const { calls, client } = countingTable();

    await createOrderInserter(client, "orders").insert(exampleOrder());

    expect(counted(calls)).to.deep.equal(estimated(await flow("orders: placed"), "orders-table"));
  });

  it("are the same for a confirmation, up to SES's answer and through its two events", async () => {
    const deliveries = countingTable([4]);
    const suppressions = countingTable();
    const store = createDeliveryStore({
      client: deliveries.client,
      tableName: "deliveries",
      leaseMilliseconds: 60_000,
      retentionDays: 30,
      now,
    });
    const confirm = createConfirmOrder({
      deliveries: store,
      suppressions: createSuppressionStore({ client: suppressions.client, tableName: "suppressions", now }),
      mailer: { send: async () => ({ kind: "accepted", messageId: "mail-1" }) },
      metrics,
      shop: { name: "Shop", timeZone: "UTC" },
      now,
      newOwner: randomUUID,
      evidenceDelaySeconds: () => 1,
    });
    const { orderId, customerId, customerEmail, currency, total, items, correlationId } = exampleOrder();
    const message = { orderId, customerId, customerEmail, currency, total, items: [...items], correlationId };
    const event = { orderId, messageId: "mail-1", at: moment };

    await confirm(
      { type: "OrderConfirmationRequested", ...message, placedAt: moment },
      { receiveCount: 1, lastReceive: false, messageId: "m", redriven: false, resendPermit: undefined },
    );
    // The table refuses the fourth write: after the sender's own note a Send event proves nothing new.
    await store.recordEvent({ ...event, key: "Send#1", fact: "sentAt", proves: evidenceOf("Send", "") });
    await store.recordEvent({ ...event, key: "Delivery#1", fact: "deliveredAt", proves: evidenceOf("Delivery", "") });

    const expected = await flow("confirmations: email");
    expect(counted(deliveries.calls)).to.deep.equal(estimated(expected, "confirmations-deliveries"));
    expect(counted(suppressions.calls)).to.deep.equal(estimated(expected, "confirmations-suppressions"));
  });

  it("are the same for a carrier's event", async () => {
    const { calls, client } = countingTable();
    const record = createRecordEvent({
      store: createShipmentStore({ client, writer: createItemWriter(client), tableName: "shipments" }),
      metrics,
    });
    const ids = { eventId: "e-1", shipmentId: "s-1", orderId: "o-1", carrier: "post" };

    await record({ ...ids, status: "IN_TRANSIT", occurredAt: moment }, "carrier.post", new Date(now()));

    expect(counted(calls)).to.deep.equal(estimated(await flow("shipments: carrier event"), "shipments-table"));
  });

  it("take an order of two lines for as large as it is, within a kilobyte", () => {
    const size = textBytes(marshall(toItem(exampleOrder())));

    expect(size)
      .to.be.within(0.9 * bytes.order, 1.1 * bytes.order)
      .and.to.be.lessThan(1024);
  });
});

/** About what DynamoDB counts: names and values as UTF-8, and a few bytes for each list and map. */
function textBytes(value: unknown): number {
  if (typeof value !== "object" || value === null) return Buffer.byteLength(String(value));
  return Object.entries(value).reduce((sum, [name, inner]) => {
    // A level of DynamoDB's types, such as {"S": "text"}, is no name of the item's.
    const own = /^(S|N|L|M|BOOL|\d+)$/.test(name) ? 1 : Buffer.byteLength(name);
    return sum + own + textBytes(inner);
  }, 0);
}
