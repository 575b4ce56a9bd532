import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import { indexKeyOf } from "../../../functions/contracts/index-shards";
import { createNotificationStore } from "../../../functions/notifications/store/notifications";
import { createShipmentStore } from "../../../functions/shipments/store/shipments";
import { clientOf, createFakeTable } from "../confirmations/support/fake-table";

const ids = Array.from({ length: 20 }, (_, index) => `id-${index}`);

describe("what is found by its status", () => {
  it("has the same shard at every step of a notification", async () => {
    const table = createFakeTable("notificationId", () => {});
    const store = createNotificationStore({
      client: clientOf(async (command) => table.apply(command)),
      ...{ tableName: "notifications", leaseMilliseconds: 1_000, retentionDays: 1, now: () => 0, indexShards: 8 },
    });
    const statuses = () => ids.map((id) => table.items.get(id)?.status);

    for (const notificationId of ids)
      await store.claim({ notificationId, body: "{}", correlationId: "c", publishedAt: 0 } as never, undefined, "me");
    const received = statuses();
    for (const id of ids) await store.markDelivered(id, "me", { channel: "webhook", latencyMs: 1 });

    expect(received).to.deep.equal(ids.map((id) => indexKeyOf("RECEIVED", id, 8)));
    expect(statuses()).to.deep.equal(ids.map((id) => indexKeyOf("DELIVERED", id, 8)));
    expect(new Set(statuses()).size).to.be.greaterThan(4);
  });

  it("has the same shard in every state of a shipment, whose events have none", async () => {
    const table = createFakeTable(["pk", "sk"]);
    const client = clientOf(async (command) => table.apply(command));
    const writer = { put: async (item: object) => void (await client.send(new PutCommand(item as never))) };
    const store = createShipmentStore({ client, writer, tableName: "shipments", indexShards: 8 });

    for (const shipmentId of ids)
      for (const [place, status] of ["CREATED", "IN_TRANSIT"].entries()) {
        const event = { shipmentId, orderId: "o", status, eventId: `e${place}`, occurredAt: `2026-03-0${place + 1}` };
        await store.keep(event as never, "carrier.ups", new Date(0));
        await store.advance({
          ...event,
          timestamp: event.occurredAt,
          place: `${place}`,
          carrierSource: "carrier.ups",
        } as never);
      }

    const items = [...table.items.values()];
    const states = items.filter(({ sk }) => sk === "STATE");
    expect(states.map(({ status }) => status)).to.have.members(ids.map((id) => indexKeyOf("IN_TRANSIT", id, 8)));
    expect(items.filter(({ status }) => status !== undefined)).to.have.length(ids.length);
  });
});
