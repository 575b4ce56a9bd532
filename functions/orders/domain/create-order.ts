// POST /orders. It is idempotent: the same key returns the order that it created.

import type { OrderRequest } from "../../contracts/orders/schemas";
import { expiryAfter } from "../../shared/clock";
import { ForbiddenError, KeyReusedError, LimitExceededError } from "../../shared/errors";
import type { MetricsRecorder } from "../../shared/metrics";
import { type Actor, mayActFor, mayEmailTo, type OrderRecipient } from "./access";
import { canonicalRequest, placeOrder, type StoredOrder } from "./order";
import { orderIdFor, requestHashOf } from "./order-id";
import { type OrderLimit, secondsUntilFree, windowStart } from "./order-limit";
import type { OrderFinder, OrderInserter, RecentOrders } from "./ports";

export interface CreateOrderDependencies {
  readonly orders: OrderInserter & OrderFinder;
  /** Days from placing an order to its removal. */
  readonly retentionDays: number;
  /** Whose address confirmations go to: with `token`, that of the caller's token where it has a verified one; with `body`, any. */
  readonly recipient: OrderRecipient;
  /** Not for staff. @default no limit */
  readonly limit?: { readonly of: OrderLimit; readonly recent: RecentOrders } | undefined;
  readonly metrics: MetricsRecorder;
  readonly now: () => Date;
}

/** Who places an order, and for which customer. */
export interface OrderOrigin {
  readonly actor: Actor;
  readonly customerId: string;
  readonly correlationId: string;
  /** Idempotency-Key of the request. */
  readonly key: string | undefined;
}

export interface CreatedOrder {
  readonly order: StoredOrder;
  /** Whether an earlier request with the key had placed it. */
  readonly replayed: boolean;
}

/** @throws ForbiddenError, KeyReusedError, LimitExceededError, MoneyError */
export type CreateOrder = (request: OrderRequest, origin: OrderOrigin) => Promise<CreatedOrder>;

/** Makes the use case. */
export function createCreateOrder(deps: CreateOrderDependencies): CreateOrder {
  return async (request, origin) => {
    checkCaller(deps, request, origin);
    const order = orderOf(deps, canonicalRequest(request), origin);
    const repeated = await overLimit(deps, order, origin);
    if (repeated !== undefined) return replay(deps, order, repeated);
    const outcome = await deps.orders.insert(order);
    if (outcome === "inserted") return placed(deps, order);
    const stored = await deps.orders.find(order.orderId);
    if (stored === undefined) throw new Error(`Order ${order.orderId} was refused as existing and is not there`);
    // Without a key the id is random, so an existing item can only be this write, whose answer was lost.
    const own = origin.key === undefined || (outcome === "exists-after-retry" && isSameWrite(stored, order));
    return own ? placed(deps, stored) : replay(deps, order, stored);
  };
}

function checkCaller({ recipient }: CreateOrderDependencies, request: OrderRequest, origin: OrderOrigin): void {
  const { actor, customerId } = origin;
  if (!mayActFor(actor, customerId)) throw new ForbiddenError("Only staff may place orders for somebody else.");
  if (recipient === "token" && !mayEmailTo(actor, request.customerEmail)) {
    const issue = { pointer: "/customerEmail", detail: "must be the verified address of your token" };
    throw new ForbiddenError("Confirmations go to the address of your account.", [issue]);
  }
}

/** @param request in canonical form */
function orderOf(
  { now, retentionDays }: CreateOrderDependencies,
  request: OrderRequest,
  origin: OrderOrigin,
): StoredOrder {
  const { actor, customerId, correlationId, key } = origin;
  const placedAt = now();
  return placeOrder(request, {
    orderId: orderIdFor(customerId, key),
    customerId,
    actor: actor.id,
    actorType: actor.type,
    correlationId,
    requestHash: requestHashOf(request),
    placedAt,
    expiresAt: expiryAfter(placedAt, retentionDays),
  });
}

/**
 * For a customer who has reached the limit, the existing order with the same key: repeating a request places no new order. Undefined for a
 * customer below the limit.
 *
 * @throws LimitExceededError
 */
async function overLimit(
  { limit, orders, now }: CreateOrderDependencies,
  { customerId, orderId }: StoredOrder,
  { actor, key }: OrderOrigin,
): Promise<StoredOrder | undefined> {
  if (limit === undefined || actor.type === "staff") return undefined;
  const at = now();
  const first = await limit.recent.nthSince(customerId, limit.of.orders, windowStart(limit.of, at));
  if (first === undefined) return undefined;
  const stored = key === undefined ? undefined : await orders.find(orderId);
  if (stored !== undefined) return stored;
  throw new LimitExceededError(
    `At most ${limit.of.orders} orders in ${limit.of.minutes} minutes. Nothing was ordered; try again later.`,
    secondsUntilFree(limit.of, first, at),
  );
}

function placed({ metrics }: CreateOrderDependencies, order: StoredOrder): CreatedOrder {
  metrics.count("ordersPlaced");
  metrics.count("orderValue", Number(order.total), { currency: order.currency });
  return { order, replayed: false };
}

/** Two requests with one key have different correlation ids or moments, unless the caller repeats the id within a millisecond. */
function isSameWrite(stored: StoredOrder, order: StoredOrder): boolean {
  return stored.createdAt === order.createdAt && stored.correlationId === order.correlationId;
}

/** The id exists: from an earlier attempt of this request, or from another request with the same key. */
function replay({ metrics }: CreateOrderDependencies, order: StoredOrder, stored: StoredOrder): CreatedOrder {
  // Staff may use the key for another customer: never return another customer's order.
  if (stored.requestHash !== order.requestHash || stored.customerId !== order.customerId) {
    throw new KeyReusedError(
      "This Idempotency-Key was used for an order with another body. Use a new key for a new order.",
    );
  }
  metrics.count("ordersReplayed");
  return { order: stored, replayed: true };
}
