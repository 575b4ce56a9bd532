/** Every status of an order, in the usual sequence. */
export const orderStatuses = ["PLACED", "CONFIRMED", "SHIPPED", "DELIVERED", "CANCELLED", "RETURNED"] as const;

export type OrderStatus = (typeof orderStatuses)[number];

const next: Readonly<Record<OrderStatus, readonly OrderStatus[]>> = {
  PLACED: ["CONFIRMED", "CANCELLED"],
  CONFIRMED: ["SHIPPED", "CANCELLED"],
  SHIPPED: ["DELIVERED"],
  DELIVERED: ["RETURNED"],
  CANCELLED: [],
  RETURNED: [],
};

/** The statuses that may follow the given one; none follow CANCELLED and RETURNED. */
export function nextStatuses(from: OrderStatus): readonly OrderStatus[] {
  return next[from];
}

export function isLegalTransition(from: OrderStatus, to: OrderStatus): boolean {
  return next[from].includes(to);
}
