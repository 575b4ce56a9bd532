import { orderEvents } from "../../contracts/bus";
import type { StoredOrder } from "./order";
import type { OrderStatus } from "./transitions";

/** Something that happened to an order, as its table's stream tells it. */
export type OrderChange =
  | { readonly kind: "placed"; readonly order: StoredOrder }
  | { readonly kind: "status-changed"; readonly order: StoredOrder; readonly previousStatus: OrderStatus };

/** What is told to the rest of the shop over the bus. */
export interface ShopEvent {
  readonly detailType: (typeof orderEvents)[keyof typeof orderEvents];
  readonly detail: {
    readonly orderId: string;
    readonly customerId: string;
    readonly status: OrderStatus;
    readonly previousStatus?: OrderStatus;
    readonly version: number;
    /** ISO 8601 in UTC with milliseconds. */
    readonly occurredAt: string;
    readonly correlationId: string;
  };
}

/** What asks for a confirmation e-mail. */
export interface ConfirmationRequest {
  readonly type: "OrderConfirmationRequested";
  readonly orderId: string;
  readonly customerId: string;
  readonly customerEmail: string;
  readonly currency: string;
  /** Decimal text. */
  readonly total: string;
  readonly items: StoredOrder["items"];
  readonly placedAt: string;
  readonly correlationId: string;
}

/**
 * What the two images of a stream record mean: an order that was not there before was placed; one whose status is another was moved. A change
 * of anything else is not told.
 */
export function changeBetween(before: StoredOrder | undefined, after: StoredOrder): OrderChange | undefined {
  if (before === undefined) return { kind: "placed", order: after };
  if (before.status === after.status) return undefined;
  return { kind: "status-changed", order: after, previousStatus: before.status };
}

/** The event for the bus: ids and statuses only, no personal data. */
export function shopEventOf(change: OrderChange): ShopEvent {
  const { orderId, customerId, status, version, updatedAt, correlationId } = change.order;
  const detail = { orderId, customerId, status, version, occurredAt: updatedAt, correlationId };
  return change.kind === "placed"
    ? { detailType: orderEvents.placed, detail }
    : { detailType: orderEvents.statusChanged, detail: { ...detail, previousStatus: change.previousStatus } };
}

/** The request for the confirmation of a new order. */
export function confirmationRequestOf(order: StoredOrder): ConfirmationRequest {
  return {
    type: "OrderConfirmationRequested",
    orderId: order.orderId,
    customerId: order.customerId,
    customerEmail: order.customerEmail,
    currency: order.currency,
    total: order.total,
    items: order.items,
    placedAt: order.createdAt,
    correlationId: order.correlationId,
  };
}
