import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { Status } from "../../functions/notifications/domain/progress";
import { allEnded } from "../../values/all-ended";
import { functionNamesOf } from "../stack/outputs";
import { type Item, textOf } from "../stack/tables";
import type { Target } from "../stack/target";
import {
  auditEvents,
  deliveryEvents,
  errorEvents,
  inOrder,
  momentsOf,
  notificationEvents,
  orderEvents,
  shipmentEvents,
  type TraceEvent,
} from "./events";
import { createSearch, type Found, type Search } from "./search";

/** Everything that was found about an id. */
export interface Trace {
  readonly orderIds: readonly string[];
  readonly shipmentIds: readonly string[];
  readonly correlationIds: readonly string[];
  readonly events: readonly TraceEvent[];
  /** What was searched only partly or not at all, and what the stack does not have. */
  readonly notices: readonly string[];
  /** No key and no index has led to anything, and no table was scanned, because `keysOnly` says so. */
  readonly unscanned: boolean;
  /** The error that ended the search early. @default none */
  readonly failure?: unknown;
}

export interface TraceOptions {
  readonly target: Pick<Target, "outputs">;
  readonly dynamo: DynamoDBDocumentClient;
  /** Most pages of each search without an index. */
  readonly pages: number;
  /** Keys that one value of an index may be spread over. @default what the stack has now */
  readonly indexShards?: number | undefined;
  /** Follows keys and indexes, and scans no table. @default false */
  readonly keysOnly?: boolean;
  /** Called before tables are scanned, because no key and no index leads to the id. @default nothing is done */
  readonly onScan?: (() => void) | undefined;
}

/**
 * Errors and notifications are searched from this many milliseconds before the first event found, until 7 days after the last, for
 * retries.
 */
const before = 3_600_000;
const after = 7 * 86_400_000;

const notificationStatuses = ["RECEIVED", "DELIVERED", "FAILED"] as const satisfies readonly Status[];

interface Work {
  readonly search: Search;
  readonly tables: ReturnType<typeof tablesOf>;
  readonly events: TraceEvent[];
  readonly orders: Set<string>;
  readonly shipments: Set<string>;
  readonly correlations: Set<string>;
  readonly notices: Set<string>;
  /** Orders and shipments whose reading has begun: several ways lead to the same one at the same time. */
  readonly begun: Set<string>;
}

/**
 * Never throws for an AWS error: the result has what was found besides. Follows an id through the tables: order -> shipments, shipment ->
 * order, correlation id -> both; then errors and notifications. What does not depend on each other is read at the same time.
 */
export async function collect(
  { target, dynamo, pages, indexShards, keysOnly = false, onScan }: TraceOptions,
  id: string,
): Promise<Trace> {
  const work: Work = {
    search: createSearch(dynamo, pages, indexShards ?? target.outputs.stack.indexShards),
    tables: tablesOf(target),
    events: [],
    orders: new Set(),
    shipments: new Set(),
    correlations: new Set(),
    notices: new Set(),
    begun: new Set(),
  };
  let failure: unknown;
  let unscanned = false;
  try {
    await allEnded([followOrder(work, id), followShipment(work, id)]);
    unscanned = work.events.length === 0 && keysOnly;
    if (work.events.length === 0 && !keysOnly) {
      onScan?.();
      await followCorrelation(work, id);
    }
    if (work.events.length > 0) await searchByCorrelation(work, functionNamesOf(target.outputs));
    else if (!keysOnly) await scanByCorrelation(work, id);
  } catch (error) {
    failure = error;
  }
  return {
    orderIds: [...work.orders],
    shipmentIds: [...work.shipments],
    correlationIds: [...work.correlations],
    events: inOrder(work.events),
    notices: [...work.notices],
    unscanned,
    ...(failure !== undefined && { failure }),
  };
}

function tablesOf({ outputs }: Pick<Target, "outputs">) {
  return {
    orders: outputs.orders.tableName,
    audit: outputs.orders.auditTableName,
    deliveries: outputs.confirmations.deliveriesTableName,
    shipments: outputs.shipments.tableName,
    notifications: outputs.notifications.tableName,
    errors: outputs.monitoring.errorTableName,
  };
}

/** Whether nobody has begun to read it before. */
function begins({ begun }: Work, key: string): boolean {
  const known = begun.has(key);
  begun.add(key);
  return !known;
}

async function followOrder(work: Work, orderId: string): Promise<void> {
  if (!begins(work, `order ${orderId}`)) return;
  const { search, tables } = work;
  const [order, audit, delivery, shipments] = await Promise.all([
    search.get(tables.orders, { orderId }),
    search.byKey(tables.audit, "orderId", orderId),
    search.get(tables.deliveries, { orderId }),
    tables.shipments === undefined ? none : search.byKey(tables.shipments, "orderId", orderId, "OrderIndex"),
  ]);
  if (order === undefined && delivery === undefined && audit.items.length + shipments.items.length === 0) return;
  work.orders.add(orderId);
  if (order !== undefined) take(work, [order], orderEvents);
  take(work, audit.items, auditEvents);
  if (delivery !== undefined) take(work, [delivery], deliveryEvents);
  if (!audit.whole) work.notices.add(`the audit of ${orderId} was read in part only: raise --pages`);
  await allEnded(shipments.items.map((item) => followShipment(work, textOf(item, "shipmentId"))));
}

async function followShipment(work: Work, shipmentId: string): Promise<void> {
  const { search, tables } = work;
  if (tables.shipments === undefined || shipmentId === "" || !begins(work, `shipment ${shipmentId}`)) return;
  const history = await search.byKey(tables.shipments, "pk", `SHIPMENT#${shipmentId}`);
  if (history.items.length === 0) return;
  work.shipments.add(shipmentId);
  take(work, history.items, shipmentEvents);
  if (!history.whole) work.notices.add(`the history of shipment ${shipmentId} was read in part only: raise --pages`);
  await followOrders(work, history.items);
}

async function followOrders(work: Work, items: readonly Item[]): Promise<void> {
  const orderIds = items.map((item) => textOf(item, "orderId")).filter((orderId) => orderId !== "");
  await allEnded(orderIds.map((orderId) => followOrder(work, orderId)));
}

/** A correlation id has no index; an item that contains it leads to its order or shipment. */
async function followCorrelation(work: Work, id: string): Promise<void> {
  const { orders, audit, deliveries, shipments } = work.tables;
  const follow = async (items: readonly Item[]): Promise<void> => {
    if (items.length > 0) work.correlations.add(id);
    const shipmentIds = items.map((item) => textOf(item, "shipmentId"));
    await allEnded([followOrders(work, items), ...shipmentIds.map((shipmentId) => followShipment(work, shipmentId))]);
  };
  await allEnded(
    Object.entries({ orders, audit, deliveries, shipments }).map(async ([name, table]) => {
      if (table !== undefined) await follow(await scanned(work, name, table, id));
    }),
  );
}

/** Errors and notifications with an id that matched nothing else. */
async function scanByCorrelation(work: Work, id: string): Promise<void> {
  const { errors, notifications } = work.tables;
  const scans = [
    scanned(work, "errors", errors, id).then((items) => take(work, items, errorEvents)),
    ...(notifications === undefined
      ? []
      : [scanned(work, "notifications", notifications, id).then((items) => take(work, items, notificationEvents))]),
  ];
  await allEnded(scans);
}

/** Items of a table with this correlation id, as far as they are searched. */
async function scanned({ search, notices }: Work, name: string, table: string, id: string): Promise<readonly Item[]> {
  const { items, whole } = await search.scan(table, [id]);
  if (!whole) notices.add(`table ${name} was scanned in part only: there may be more (raise --pages)`);
  return items;
}

/** Errors and notifications with one of the correlation ids of what was found. */
async function searchByCorrelation(work: Work, functionNames: readonly string[]): Promise<void> {
  const { search, tables, notices } = work;
  const ids = [...work.correlations];
  if (ids.length === 0) return;
  const span = spanOf(work.events, new Date());
  const errors = { TableName: tables.errors, IndexName: "FunctionNameIndex", key: "functionName" };
  const notifications = { TableName: tables.notifications ?? "", IndexName: "StatusIndex", key: "status" };
  await allEnded([
    ...functionNames.map(async (value) => {
      const { items, whole } = await search.inSpan({ ...errors, value }, span, ids);
      take(work, items, errorEvents);
      if (!whole) notices.add(`errors of ${value} were searched in part only: raise --pages`);
    }),
    ...(tables.notifications === undefined ? [] : notificationStatuses).map(async (value) => {
      const { items, whole } = await search.inSpan({ ...notifications, value }, span, ids);
      take(work, items, notificationEvents);
      if (!whole) notices.add(`notifications that are ${value} were searched in part only: raise --pages`);
    }),
  ]);
  if (tables.notifications !== undefined)
    notices.add(`errors and notifications were searched from ${span.from} to ${span.to}`);
}

const none: Found = { items: [], whole: true };

function take(work: Work, items: readonly Item[], toEvents: (item: Item) => TraceEvent[]): void {
  for (const item of items) {
    work.events.push(...toEvents(item));
    const correlationId = textOf(item, "correlationId");
    if (correlationId !== "") work.correlations.add(correlationId);
  }
}

function spanOf(events: readonly TraceEvent[], now: Date): { readonly from: string; readonly to: string } {
  const times = events.flatMap(momentsOf);
  const to = Math.min(now.getTime(), Math.max(...times, 0) + after);
  return {
    from: new Date(Math.min(...times, to) - before).toISOString(),
    to: new Date(to).toISOString(),
  };
}
