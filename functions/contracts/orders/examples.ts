import { type Problem, type ProblemKey, problemKinds, problemType } from "./problems";
import type { JsonObject } from "./schema-components";

const customerId = "customer-4711";
const orderId = "0f6c2f0e-6a3b-8d0e-9c53-5f2b8a1e7d44";

/** A body for POST /orders. */
export const orderRequest: JsonObject = {
  customerEmail: "ada@example.com",
  currency: "EUR",
  items: [
    { sku: "TEA-EARL-GREY", name: "Earl Grey, 250 g", quantity: 2, unitPrice: "8.90" },
    { sku: "CUP-BLUE", name: "Cup, blue", quantity: 1, unitPrice: "12.50" },
  ],
  shippingAddress: {
    name: "Ada Lovelace",
    line1: "12 St James's Square",
    city: "London",
    postalCode: "SW1Y 4JH",
    country: "GB",
  },
};

/** The order that this request creates. */
export const order: JsonObject = {
  orderId,
  customerId,
  ...orderRequest,
  status: "PLACED",
  total: "30.30",
  createdAt: "2026-03-01T09:30:00.000Z",
  updatedAt: "2026-03-01T09:30:00.000Z",
  version: 1,
};

/** A body for PATCH /orders/{orderId}/status. */
export const statusRequest: JsonObject = { status: "CANCELLED", reason: "Ordered twice" };

export const cancelledOrder: JsonObject = {
  ...order,
  status: "CANCELLED",
  updatedAt: "2026-03-01T10:00:00.000Z",
  version: 2,
};

export const orderPage: JsonObject = {
  orders: [order],
  nextCursor: "xJ5__nrMeQ5CmLLQqJUxFTIwMjYtMDMtMDFUMDk6MzA6MDAuMDAwWjBmNmMyZjBlLTZhM2ItOGQwZS05YzUzLTVmMmI4YTFlN2Q0NA",
};

const details: Readonly<Partial<Record<ProblemKey, string>>> = {
  validation: "The request is not valid.",
  conflict: "An order that is SHIPPED cannot become CANCELLED.",
  stale: "The order is at another version than the one in If-Match.",
  notFound: "There is no such order.",
};

/** A problem document of one kind. */
export function problem(key: ProblemKey): JsonObject {
  const kind = problemKinds[key];
  return {
    type: problemType(kind),
    title: kind.title,
    status: kind.status,
    detail: details[key] ?? "What happened this time.",
    instance: "/orders",
    correlationId: "5f0c8f9e-0d5e-4a52-9a35-0c2f6a7f9b11",
    ...(key === "validation" && { errors: [{ pointer: "/items/0/quantity", detail: "must be at least 1" }] }),
  } satisfies Problem;
}
