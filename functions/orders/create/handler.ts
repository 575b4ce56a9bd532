import { orderRequestSchema } from "../../contracts/orders/schemas";
import { expiryAfter } from "../../shared/clock";
import { ForbiddenError, KeyReusedError, LimitExceededError } from "../../shared/errors";
import type { Runtime } from "../../shared/runtime";
import { type ApiRequest, type ApiResponse, createApiFunction } from "../api/api-function";
import { idempotencyKeyOf } from "../api/idempotency-key";
import { mayActFor, mayEmailTo, type OrderRecipient } from "../domain/access";
import { etagOf } from "../domain/etag";
import { canonicalRequest, placeOrder, type StoredOrder, toPublicOrder } from "../domain/order";
import { orderIdFor, requestHashOf } from "../domain/order-id";
import { type OrderLimit, secondsUntilFree, windowStart } from "../domain/order-limit";
import type { OrderFinder, OrderInserter, RecentOrders } from "../store/orders-store";

export interface CreateOrderDependencies {
  readonly runtime: Runtime;
  readonly orders: OrderInserter & OrderFinder;
  readonly staffScope: string;
  readonly allowedOrigins: readonly string[];
  /** Days from placing an order to its removal. */
  readonly retentionDays: number;
  /** Whose address confirmations go to: with `token`, that of the caller's token where it has a verified one; with `body`, any. */
  readonly recipient: OrderRecipient;
  /** Not for staff. Default: no limit. */
  readonly limit?: { readonly of: OrderLimit; readonly recent: RecentOrders } | undefined;
}

/** POST /orders. */
export function createHandler(deps: CreateOrderDependencies) {
  return createApiFunction({ ...deps, name: "createOrder", operation: (request) => create(deps, request) });
}

async function create(deps: CreateOrderDependencies, request: ApiRequest): Promise<ApiResponse> {
  const { actor, correlationId } = request;
  const key = idempotencyKeyOf(request);
  const { customerId = actor.id, ...body } = request.body(orderRequestSchema);
  if (!mayActFor(actor, customerId)) throw new ForbiddenError("Only staff may place orders for somebody else.");
  if (deps.recipient === "token" && !mayEmailTo(actor, body.customerEmail)) {
    const issue = { pointer: "/customerEmail", detail: "must be the verified address of your token" };
    throw new ForbiddenError("Confirmations go to the address of your account.", [issue]);
  }
  const orderRequest = canonicalRequest(body);
  const placedAt = deps.runtime.clock.now();
  const order = placeOrder(orderRequest, {
    orderId: orderIdFor(customerId, key),
    customerId,
    actor: actor.id,
    actorType: actor.type,
    correlationId,
    requestHash: requestHashOf(orderRequest),
    placedAt,
    expiresAt: expiryAfter(placedAt, deps.retentionDays),
  });
  const repeated = await overLimit(deps, request, order, key);
  if (repeated !== undefined) return replay(deps, order, repeated);
  const outcome = await deps.orders.insert(order);
  if (outcome === "inserted") return placed(deps, order);
  const stored = await deps.orders.find(order.orderId);
  if (stored === undefined) throw new Error(`Order ${order.orderId} was refused as existing and is not there`);
  // Without a key the id is random, so what is there can only be our own write, whose answer was lost.
  const retried = outcome === "exists-after-retry";
  return key === undefined || (retried && isSameWrite(stored, order))
    ? placed(deps, stored)
    : replay(deps, order, stored);
}

/**
 * The order that is there already under the key, for a customer who has ordered enough: to repeat a request is no new order. Undefined for whoever
 * may order.
 *
 * @throws LimitExceededError
 */
async function overLimit(
  { limit, orders, runtime }: CreateOrderDependencies,
  { actor }: ApiRequest,
  { customerId, orderId }: StoredOrder,
  key: string | undefined,
): Promise<StoredOrder | undefined> {
  if (limit === undefined || actor.type === "staff") return undefined;
  const now = runtime.clock.now();
  const first = await limit.recent.nthSince(customerId, limit.of.orders, windowStart(limit.of, now));
  if (first === undefined) return undefined;
  const stored = key === undefined ? undefined : await orders.find(orderId);
  if (stored !== undefined) return stored;
  throw new LimitExceededError(
    `At most ${limit.of.orders} orders in ${limit.of.minutes} minutes. Nothing was ordered; try again later.`,
    secondsUntilFree(limit.of, first, now),
  );
}

function placed(deps: CreateOrderDependencies, order: StoredOrder): ApiResponse {
  deps.runtime.metrics.count("ordersPlaced");
  deps.runtime.metrics.count("orderValue", Number(order.total), { currency: order.currency });
  return toResponse(201, order);
}

/** Two requests with one key have different correlation ids or moments, unless the caller repeats the id within a millisecond. */
function isSameWrite(stored: StoredOrder, order: StoredOrder): boolean {
  return stored.createdAt === order.createdAt && stored.correlationId === order.correlationId;
}

/** The id is taken: by this very request when it was sent before, or by another one that used the same key. */
function replay(deps: CreateOrderDependencies, order: StoredOrder, stored: StoredOrder): ApiResponse {
  // The key may be staff's, and the customer another: never answer an order of somebody else.
  if (stored.requestHash !== order.requestHash || stored.customerId !== order.customerId) {
    throw new KeyReusedError(
      "This Idempotency-Key was used for an order with another body. Use a new key for a new order.",
    );
  }
  deps.runtime.metrics.count("ordersReplayed");
  return toResponse(200, stored);
}

function toResponse(status: 200 | 201, order: StoredOrder): ApiResponse {
  // Relative to the address of the request: before the path there may be a stage or a base path, which only the gateway knows.
  const headers = { Location: `./orders/${order.orderId}`, ETag: etagOf(order.version) };
  return { status, body: toPublicOrder(order), headers, log: { orderId: order.orderId } };
}
