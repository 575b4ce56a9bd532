import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { Status } from "../../functions/notifications/domain/progress";
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
  /** What was searched only partly, and what the stack does not have. */
  readonly notices: readonly string[];
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
}

/**
 * Never throws for an AWS error: the result has what was found before. Follows an id through the tables: order -> shipments, shipment ->
 * order, correlation id -> both; then errors and notifications.
 */
export async function collect({ target, dynamo, pages, indexShards }: TraceOptions, id: string): Promise<Trace> {
  const work: Work = {
    search: createSearch(dynamo, pages, indexShards ?? target.outputs.stack.indexShards),
    tables: tablesOf(target),
    events: [],
    orders: new Set(),
    shipments: new Set(),
    correlations: new Set(),
    notices: new Set(),
  };
  let failure: unknown;
  try {
    await followOrder(work, id);
    await followShipment(work, id);
    if (work.events.length === 0) await followCorrelation(work, id);
    await searchByCorrelation(work, functionNamesOf(target.outputs), work.events.length === 0 ? id : undefined);
  } catch (error) {
    failure = error;
  }
  return {
    orderIds: [...work.orders],
    shipmentIds: [...work.shipments],
    correlationIds: [...work.correlations],
    events: inOrder(work.events),
    notices: [...work.notices],
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

async function followOrder(work: Work, orderId: string): Promise<void> {
  if (work.orders.has(orderId)) return;
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
  for (const item of shipments.items) await followShipment(work, textOf(item, "shipmentId"));
}

async function followShipment(work: Work, shipmentId: string): Promise<void> {
  const { search, tables } = work;
  if (tables.shipments === undefined || shipmentId === "" || work.shipments.has(shipmentId)) return;
  const history = await search.byKey(tables.shipments, "pk", `SHIPMENT#${shipmentId}`);
  if (history.items.length === 0) return;
  work.shipments.add(shipmentId);
  take(work, history.items, shipmentEvents);
  if (!history.whole) work.notices.add(`the history of shipment ${shipmentId} was read in part only: raise --pages`);
  for (const item of history.items) {
    const orderId = textOf(item, "orderId");
    if (orderId !== "") await followOrder(work, orderId);
  }
}

/** A correlation id has no index; an item that contains it leads to its order or shipment. */
async function followCorrelation(work: Work, id: string): Promise<void> {
  const { tables, search, notices } = work;
  const named = {
    orders: tables.orders,
    audit: tables.audit,
    deliveries: tables.deliveries,
    shipments: tables.shipments,
  };
  for (const [name, table] of Object.entries(named)) {
    if (table === undefined) continue;
    const { items, whole } = await search.scan(table, [id]);
    if (!whole) notices.add(`table ${name} was scanned in part only: there may be more (raise --pages)`);
    for (const item of items) {
      work.correlations.add(id);
      if (textOf(item, "orderId") !== "") await followOrder(work, textOf(item, "orderId"));
      if (textOf(item, "shipmentId") !== "") await followShipment(work, textOf(item, "shipmentId"));
    }
  }
}

/** Errors and notifications with one of the correlation ids, or with an id that matched nothing else. */
async function searchByCorrelation(
  work: Work,
  functionNames: readonly string[],
  lone: string | undefined,
): Promise<void> {
  const { search, tables, notices } = work;
  const ids = lone === undefined ? [...work.correlations] : [lone];
  if (ids.length === 0) return;
  if (lone !== undefined) {
    const scans = { errors: tables.errors, notifications: tables.notifications };
    for (const [name, table] of Object.entries(scans)) {
      if (table === undefined) continue;
      const { items, whole } = await search.scan(table, ids);
      take(work, items, name === "errors" ? errorEvents : notificationEvents);
      if (!whole) notices.add(`table ${name} was scanned in part only: there may be more (raise --pages)`);
    }
    return;
  }
  const span = spanOf(work.events, new Date());
  const errors = { TableName: tables.errors, IndexName: "FunctionNameIndex", key: "functionName" };
  for (const value of functionNames) {
    const { items, whole } = await search.inSpan({ ...errors, value }, span, ids);
    take(work, items, errorEvents);
    if (!whole) notices.add(`errors of ${value} were searched in part only: raise --pages`);
  }
  if (tables.notifications === undefined) return;
  const notifications = { TableName: tables.notifications, IndexName: "StatusIndex", key: "status" };
  for (const value of notificationStatuses) {
    const { items, whole } = await search.inSpan({ ...notifications, value }, span, ids);
    take(work, items, notificationEvents);
    if (!whole) notices.add(`notifications that are ${value} were searched in part only: raise --pages`);
  }
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
