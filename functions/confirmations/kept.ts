// Fields of a failed confirmation request that the error log may keep.
import type { ConfirmationField, OrderConfirmationRequested } from "../contracts/order-confirmation";
import { count, currency, fields, hidden, type Kept, list, oneOf, time, token } from "../shared/redaction/kept";

const line = { sku: hidden, name: hidden, quantity: count, unitPrice: hidden } satisfies Record<
  keyof OrderConfirmationRequested["items"][number],
  Kept
>;

export const keptConfirmationRequest: Kept = fields({
  type: oneOf("OrderConfirmationRequested"),
  orderId: token,
  customerId: hidden,
  customerEmail: hidden,
  currency,
  total: hidden,
  items: list(fields(line)),
  placedAt: time,
  correlationId: token,
} satisfies Record<ConfirmationField, Kept>);
