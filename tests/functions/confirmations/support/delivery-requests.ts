// The deliveries table's store on prepared answers, and the requests that it makes of them.
import { createDeliveryStore } from "../../../../functions/confirmations/store/deliveries";
import { type Answer, json, wiredTable } from "./wire";

/** The store's time, epoch milliseconds. */
export const now = Date.parse("2026-03-01T10:00:00.000Z");
/** The same in the table's form. */
export const at = { S: "2026-03-01T10:00:00.000Z" };
/** Epoch seconds at which an item that is written now expires. */
export const expires = { N: String(now / 1000 + 90 * 86_400) };

/** Opens the store; `requests` lists what it sent. */
export function openDeliveries(...answers: Answer[]) {
  const { client, sent } = wiredTable(answers);
  const store = createDeliveryStore({
    client,
    tableName: "confirmations-deliveries-test",
    leaseMilliseconds: 30_000,
    retentionDays: 90,
    now: () => now,
  });
  return {
    store,
    requests: () => sent.map(({ target, body }) => ({ target: target?.split(".")[1], ...JSON.parse(body) })),
  };
}

/** An answer with an item that another attempt holds. */
export const stored = (status: string, more: object = {}) =>
  json({
    Item: {
      orderId: { S: "order-1" },
      status: { S: status },
      evidence: { N: "0" },
      attempts: { N: "2" },
      leaseUntil: { N: "5" },
      leaseOwner: { S: "other" },
      ...more,
    },
  });

/** What all updates have in common. */
export const update = {
  target: "UpdateItem",
  TableName: "confirmations-deliveries-test",
  Key: { orderId: { S: "order-1" } },
  ExpressionAttributeNames: { "#status": "status" },
  ReturnValues: "ALL_OLD",
};
