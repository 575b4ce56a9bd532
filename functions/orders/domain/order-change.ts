import { orderEvents } from "../../contracts/bus";
import type { OrderStatus } from "../../contracts/orders/transitions";
import type { StoredOrder } from "./order";

/** Something that happened to an order, as its table's stream tells it. */
export type OrderChange =
  | { readonly kind: "placed"; readonly order: StoredOrder }
  | { readonly kind: "status-changed"; readonly order: StoredOrder; readonly previousStatus?: OrderStatus };

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

/** What counts of an order as it was before a change. */
export interface PreviousOrder {
  /** Absent when the item that was changed held no status of ours. */
  readonly status?: OrderStatus;
}

/** What is known of an order that was removed. */
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
 * How long after an order's own time its first write may come, in milliseconds. Both are of the same function and moment; the rest is for
 * clocks, and for a write whose answer was lost and that was repeated.
 */
const freshness = 900_000;

/**
 * What a write means: an order that was not there before was placed; one whose status is another was moved. A change of anything else is not
 * told, and neither is an order that appears otherwise than new: it was restored from a backup or copied back, and the shop knows it.
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

/** The event for the bus: ids and statuses only, no personal data. */
export function shopEventOf(change: OrderChange): ShopEvent {
  const { orderId, customerId, status, version, updatedAt, correlationId } = change.order;
  const detail = { orderId, customerId, status, version, occurredAt: updatedAt, correlationId };
  return change.kind === "placed"
    ? { detailType: orderEvents.placed, detail }
    : {
        detailType: orderEvents.statusChanged,
        detail: { ...detail, ...(change.previousStatus !== undefined && { previousStatus: change.previousStatus }) },
      };
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
