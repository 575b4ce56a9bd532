import type { Complete } from "../../contracts/fields/exhaustive";
import { canonicalAmount, totalOf } from "../../contracts/orders/money";
import type { Order, OrderRequest } from "../../contracts/orders/schemas";

/** Who changes an order: the customer, or staff. */
export type ActorType = "customer" | "staff";

/** An order as it is stored, with what the stream's consumers need to know about the last change. Never returned as a whole. */
export interface StoredOrder extends Order {
  readonly lastActor: string;
  readonly lastActorType: ActorType;
  readonly lastReason?: string | undefined;
  /** Hash of the Idempotency-Key of the last change of status, if it had one. */
  readonly lastKeyHash?: string | undefined;
  /** Correlation id of the request that made the last change. */
  readonly correlationId: string;
  /** Hash of the body that placed the order. */
  readonly requestHash: string;
  /** Epoch seconds, for DynamoDB's TTL. */
  readonly expiresAt: number;
}

/** What the server adds to a request to create an order. */
export interface OrderStamp {
  readonly orderId: string;
  readonly customerId: string;
  readonly actor: string;
  readonly actorType: ActorType;
  readonly correlationId: string;
  readonly requestHash: string;
  readonly placedAt: Date;
  readonly expiresAt: number;
}

/** The request in its canonical form: amounts with all the decimals of the currency, so that `12.5` and `12.50` are the same request. */
export function canonicalRequest(request: OrderRequest): OrderRequest {
  const { currency } = request;
  return {
    ...request,
    items: request.items.map((line) => ({ ...line, unitPrice: canonicalAmount(line.unitPrice, currency) })),
  };
}

/**
 * Creates the order for a request.
 *
 * @param request in canonical form
 * @throws MoneyError when the total is too large
 */
export function placeOrder(request: OrderRequest, stamp: OrderStamp): StoredOrder {
  const placedAt = stamp.placedAt.toISOString();
  return {
    ...request,
    orderId: stamp.orderId,
    customerId: stamp.customerId,
    status: "PLACED",
    total: totalOf(request.items, request.currency),
    createdAt: placedAt,
    updatedAt: placedAt,
    version: 1,
    lastActor: stamp.actor,
    lastActorType: stamp.actorType,
    correlationId: stamp.correlationId,
    requestHash: stamp.requestHash,
    expiresAt: stamp.expiresAt,
  };
}

/**
 * The fields of a stored order that its owner may see. Lists every field, so that no internal field is returned and no public one is
 * forgotten.
 */
export function toPublicOrder(order: StoredOrder): Order {
  return {
    orderId: order.orderId,
    customerId: order.customerId,
    customerEmail: order.customerEmail,
    status: order.status,
    currency: order.currency,
    items: order.items,
    total: order.total,
    shippingAddress: order.shippingAddress,
    billingAddress: order.billingAddress,
    createdAt: order.createdAt,
    updatedAt: order.updatedAt,
    version: order.version,
  } satisfies Complete<Order>;
}
