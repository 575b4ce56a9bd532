import { peek, type QueuedMessage } from "../../../ops/queues/peek";
import { functionNamesOf } from "../../../ops/stack/outputs";
import { type Item, readTable, textOf } from "../../../ops/stack/tables";
import { type InboxEmail, readInbox } from "../../ses/query";
import type { Traffic } from "../traffic";
import { fresh } from "./fresh";
import { type LogLine, readLogs } from "./logs";

/** Reads the emulator's state, which is all that checks rely on. */
export interface Evidence {
  /** Items by order id. */
  orders(): Promise<ReadonlyMap<string, Item>>;
  audit(): Promise<readonly Item[]>;
  /** Items by order id. */
  deliveries(): Promise<ReadonlyMap<string, Item>>;
  /** Items by address. */
  suppressions(): Promise<ReadonlyMap<string, Item>>;
  errors(): Promise<readonly Item[]>;
  /** Every email that was sent. */
  emails(): Promise<readonly InboxEmail[]>;
  /** Items of the shipments table. */
  shipments(): Promise<readonly Item[]>;
  /** Items by notification id. */
  notifications(): Promise<ReadonlyMap<string, Item>>;
  /** Emails about notifications whose channel failed. */
  fallbackEmails(): Promise<readonly InboxEmail[]>;
  /** Other emails by the order id that their text names. */
  emailsByOrder(): Promise<ReadonlyMap<string, readonly InboxEmail[]>>;
  queue(url: string): Promise<readonly QueuedMessage[]>;
  logs(): Promise<readonly LogLine[]>;
}

export function createEvidence(traffic: Traffic): Evidence {
  const { aws, outputs, stack } = traffic;
  const { orders, confirmations, shipments, notifications, monitoring } = outputs;
  const table = (name: string) => () => readTable(aws.dynamo, name);
  const keyed = (name: string, key: string) => async () =>
    new Map((await readTable(aws.dynamo, name)).map((item) => [textOf(item, key), item] as const));
  const emails = fresh(() => readInbox(stack.target.endpoint, stack.target.accountId, traffic.signal));
  const isFallback = ({ To }: InboxEmail) => To.includes(notifications.notificationEmail);
  const queues = new Map<string, () => Promise<readonly QueuedMessage[]>>();
  return {
    orders: fresh(keyed(orders.tableName, "orderId")),
    audit: fresh(table(orders.auditTableName)),
    deliveries: fresh(keyed(confirmations.deliveriesTableName, "orderId")),
    suppressions: fresh(keyed(confirmations.suppressionsTableName, "address")),
    errors: fresh(table(monitoring.errorTableName)),
    emails,
    shipments: fresh(table(shipments.tableName)),
    notifications: fresh(keyed(notifications.tableName, "notificationId")),
    fallbackEmails: async () => (await emails()).filter(isFallback),
    emailsByOrder: async () =>
      byOrder(
        (await emails()).filter((email) => !isFallback(email)),
        traffic,
      ),
    queue(url) {
      const read = queues.get(url) ?? fresh(() => peek(stack.target, url));
      queues.set(url, read);
      return read();
    },
    logs: fresh(() => readLogs(aws, functionNamesOf(outputs))),
  };
}

/** The id in an email's text, of those that were sent: the inbox itself keeps none. */
function byOrder(emails: readonly InboxEmail[], { journal }: Traffic): ReadonlyMap<string, readonly InboxEmail[]> {
  const known = new Set([
    ...journal.placed.map(({ order }) => order.orderId),
    ...journal.handed.map(({ orderId }) => orderId),
  ]);
  const found = new Map<string, InboxEmail[]>();
  for (const email of emails) {
    const ids = (email.BodyText ?? "").match(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g) ?? [];
    const orderId = ids.find((id) => known.has(id)) ?? "unknown";
    found.set(orderId, [...(found.get(orderId) ?? []), email]);
  }
  return found;
}
