import { canonicalAmount, totalOf } from "../../contracts/orders/money";
import type { OrderStatus } from "../../contracts/orders/transitions";

/** Who does something: a customer in person, or somebody of the shop. */
export type ActorType = "customer" | "staff";

export interface Address {
  readonly name: string;
  readonly line1: string;
  readonly line2?: string | undefined;
  readonly city: string;
  readonly region?: string | undefined;
  readonly postalCode?: string | undefined;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
}

export interface OrderLine {
  readonly sku: string;
  readonly name: string;
  /** 1 to 999. */
  readonly quantity: number;
  /** Decimal text with as many decimals as the currency has. */
  readonly unitPrice: string;
}

/** An order as the API answers it. */
export interface Order {
  readonly orderId: string;
  readonly customerId: string;
  readonly customerEmail: string;
  readonly status: OrderStatus;
  readonly currency: string;
  readonly items: readonly OrderLine[];
  /** Decimal text with as many decimals as the currency has. */
  readonly total: string;
  readonly shippingAddress: Address;
  readonly billingAddress?: Address | undefined;
  /** ISO 8601 in UTC with milliseconds. */
  readonly createdAt: string;
  readonly updatedAt: string;
  /** 1 when placed, one more with every change. */
  readonly version: number;
}

/** An order as it is stored: with what the stream's consumers need to know about the last change. Never answered as it is. */
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

/** What a caller asks for, after validation. */
export interface OrderRequest {
  readonly customerEmail: string;
  readonly currency: string;
  readonly items: readonly OrderLine[];
  readonly shippingAddress: Address;
  readonly billingAddress?: Address | undefined;
}

/** What the server adds to a request to make an order of it. */
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
 * Makes the order that a request asks for.
 *
 * @param request in canonical form
 * @throws MoneyError when the total is too large
 */
export function placeOrder(request: OrderRequest, stamp: OrderStamp): StoredOrder {
  const placedAt = stamp.placedAt.toISOString();
  return {
    orderId: stamp.orderId,
    customerId: stamp.customerId,
    customerEmail: request.customerEmail,
    status: "PLACED",
    currency: request.currency,
    items: request.items,
    total: totalOf(request.items, request.currency),
    shippingAddress: request.shippingAddress,
    ...(request.billingAddress === undefined ? {} : { billingAddress: request.billingAddress }),
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

/** What of a stored order its owner may see. Names every field, so that a new internal one cannot slip out. */
export function answeredOrder(order: StoredOrder): Order {
  return {
    orderId: order.orderId,
    customerId: order.customerId,
    customerEmail: order.customerEmail,
    status: order.status,
    currency: order.currency,
    items: order.items.map(({ sku, name, quantity, unitPrice }) => ({ sku, name, quantity, unitPrice })),
    total: order.total,
    shippingAddress: order.shippingAddress,
    ...(order.billingAddress === undefined ? {} : { billingAddress: order.billingAddress }),
    createdAt: order.createdAt,
    updatedAt: order.updatedAt,
    version: order.version,
  };
}
