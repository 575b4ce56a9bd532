import { orderEvents } from "../../contracts/bus";
import type { ConfirmationField, OrderConfirmationRequested } from "../../contracts/order-confirmation";
import type { OrderEvent } from "../../contracts/order-events";
import type { OrderStatus } from "../../contracts/orders/transitions";
import type { StoredOrder } from "./order";

/** A change of an order, read from its table's stream. */
export type OrderChange =
  | { readonly kind: "placed"; readonly order: StoredOrder }
  | { readonly kind: "status-changed"; readonly order: StoredOrder; readonly previousStatus?: OrderStatus };

/** The parts of an order before a change that decide what happened. */
export interface PreviousOrder {
  /** Absent when the item held no valid status. */
  readonly status?: OrderStatus;
}

/** What the stream shows of a removed order. */
export type RemovedOrder = Pick<StoredOrder, "orderId" | "version" | "status" | "correlationId">;

/** An order as the table's stream shows it. */
export interface WrittenOrder {
  readonly order: StoredOrder;
  /** Undefined for an order that was not there before. */
  readonly before: PreviousOrder | undefined;
  /** When it was written. */
  readonly writtenAt: Date;
}

/**
 * Longest time between an order's own time and its first write, in milliseconds. The same function sets both within moments; the rest
 * allows for clock differences, and for a repeated write after a lost answer.
 */
const freshness = 900_000;

/**
 * The meaning of a write: a new item is a placed order; a new status is a status change. Other changes are not published, nor is an item
 * that is inserted with another status than the first: it was restored from a backup or copied back.
 */
export function changeOf({ order, before, writtenAt }: WrittenOrder): OrderChange | undefined {
  if (before === undefined) return isNew(order, writtenAt) ? { kind: "placed", order } : undefined;
  if (before.status === order.status) return undefined;
  return {
    kind: "status-changed",
    order,
    ...(before.status !== undefined && { previousStatus: before.status }),
  };
}

function isNew({ version, status, createdAt }: StoredOrder, writtenAt: Date): boolean {
  const age = writtenAt.getTime() - Date.parse(createdAt);
  return version === 1 && status === "PLACED" && Math.abs(age) <= freshness;
}

/** The event for the bus. */
export function orderEventOf(change: OrderChange): OrderEvent {
  const { orderId, customerId, status, version, updatedAt, correlationId } = change.order;
  const previousStatus = change.kind === "placed" ? undefined : change.previousStatus;
  return {
    "detail-type": change.kind === "placed" ? orderEvents.placed : orderEvents.statusChanged,
    detail: {
      ...{ orderId, customerId, status, version, occurredAt: updatedAt, correlationId },
      ...(previousStatus !== undefined && { previousStatus }),
    },
  };
}

/** The request for the confirmation of a new order. */
export function confirmationRequestOf(order: StoredOrder): OrderConfirmationRequested {
  return {
    type: "OrderConfirmationRequested" as const,
    orderId: order.orderId,
    customerId: order.customerId,
    customerEmail: order.customerEmail,
    currency: order.currency,
    total: order.total,
    items: order.items,
    placedAt: order.createdAt,
    correlationId: order.correlationId,
  } satisfies Record<ConfirmationField, unknown>;
}
