import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { createDeliver } from "../../../functions/notifications/domain/deliver";
import { createNotificationStore } from "../../../functions/notifications/store/notifications";
import { counted, countingTable, estimated } from "./counting-table";
import { estimateOf, flowOf, graphOf } from "./fixtures";

const metrics = { count: () => undefined, flush: () => undefined };
const now = () => Date.UTC(2026, 2, 1);

describe("the estimate's steps and the code's calls", () => {
  it("are the same for a notification whose channel is the topic's emails", async () => {
    const { calls, client } = countingTable();
    const deliver = createDeliver({
      notifications: createNotificationStore({
        client,
        tableName: "notifications",
        leaseMilliseconds: 60_000,
        retentionDays: 30,
        now,
      }),
      webhook: undefined,
      fallback: { send: async () => ({ kind: "accepted", messageId: "mail-1" }) },
      metrics,
      now,
      newOwner: randomUUID,
    });
    const message = { notificationId: "n-1", body: "{}", publishedAt: now(), correlationId: "correlation-1" };

    const content = { subject: "s", message: "m", severity: "info", source: "test" } as const;
    await deliver({ message, content, resendPermit: undefined }, async () => undefined);

    expect(counted(calls)).to.deep.equal(
      estimated(flowOf(estimateOf(await graphOf("prod")), "notifications: delivered"), "notifications-table"),
    );
  });
});

describe("the estimate of notifications", () => {
  it("follows the addresses that are subscribed to the topic", async () => {
    const graph = await graphOf("dev");
    const alone = graph.filter(
      ({ type, inputs }) => !type.endsWith(":TopicSubscription") || inputs.protocol !== "email",
    );
    const total = (resources: typeof graph) => flowOf(estimateOf(resources), "notifications: delivered").million.total;

    expect(total(graph) - total(alone)).to.be.closeTo(20, 1e-9);
  });
});
