import type { PlacedOrder } from "./journal";

/** Body of a message that requests a confirmation, as the orders pipeline publishes it. */
export interface ConfirmationMessage {
  readonly type: "OrderConfirmationRequested";
  readonly orderId: string;
  readonly customerId: string;
  readonly customerEmail: string;
  readonly currency: string;
  readonly total: string;
  readonly items: readonly { sku: string; name: string; quantity: number; unitPrice: string }[];
  readonly placedAt: string;
  readonly correlationId: string;
}

/** A confirmation request without an order. */
export function confirmationMessage(
  orderId: string,
  customerEmail: string,
  correlationId: string,
): ConfirmationMessage {
  return {
    type: "OrderConfirmationRequested",
    orderId,
    customerId: "burst",
    customerEmail,
    currency: "EUR",
    total: "9.00",
    items: [{ sku: "TEA-1", name: "Green tea", quantity: 2, unitPrice: "4.50" }],
    placedAt: new Date().toISOString(),
    correlationId,
  };
}

/** The message of an order that was placed, once more. */
export function messageOf({ order, body, correlationId }: PlacedOrder): ConfirmationMessage {
  return {
    type: "OrderConfirmationRequested",
    orderId: order.orderId,
    customerId: order.customerId,
    customerEmail: body.customerEmail,
    currency: body.currency,
    total: order.total,
    items: body.items,
    placedAt: order.createdAt,
    correlationId,
  };
}
