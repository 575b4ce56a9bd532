// Fields of orders, in requests and in the table's stream, that the error log may keep. Nothing that a customer has written.

import type { OrderLine, OrderRequestBody, StatusRequestBody } from "../contracts/orders/schemas";
import { orderStatuses } from "../contracts/orders/transitions";
import { apiRequest } from "../shared/redaction/envelopes";
import { count, currency, fields, hidden, type Kept, list, oneOf, time, token, uuid } from "../shared/redaction/kept";
import type { StoredOrder } from "./domain/order";

const status = oneOf(...orderStatuses);

const lines = list(
  fields({ sku: hidden, name: hidden, quantity: count, unitPrice: hidden } satisfies Record<keyof OrderLine, Kept>),
);

/** Fields of a stored order. */
export const keptOrder = {
  orderId: uuid,
  customerId: hidden,
  customerEmail: hidden,
  status,
  currency,
  items: lines,
  total: hidden,
  shippingAddress: hidden,
  billingAddress: hidden,
  createdAt: time,
  updatedAt: time,
  version: count,
  lastActor: hidden,
  lastActorType: oneOf("customer", "staff"),
  lastReason: hidden,
  lastKeyHash: hidden,
  correlationId: token,
  requestHash: hidden,
  expiresAt: hidden,
} satisfies Record<keyof StoredOrder, Kept>;

/** A request to the API, whichever operation it is for. */
export const keptRequest: Kept = apiRequest(
  fields({
    customerId: hidden,
    customerEmail: hidden,
    currency,
    items: lines,
    shippingAddress: hidden,
    billingAddress: hidden,
    status,
    reason: hidden,
  } satisfies Record<keyof OrderRequestBody | keyof StatusRequestBody, Kept>),
  { orderId: uuid, customerId: hidden },
);
