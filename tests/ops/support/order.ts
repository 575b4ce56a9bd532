/** An item of the orders table, as the API writes it. */
export function anyOrder(orderId: string) {
  const now = new Date().toISOString();
  return {
    ...{ orderId, customerId: "customer-1", customerEmail: `${orderId}@mail.example`, status: "PLACED" },
    ...{ currency: "EUR", items: [{ sku: "s", name: "Tea", quantity: 1, unitPrice: 12 }], total: 12 },
    shippingAddress: { name: "A", line1: "L", city: "C", postalCode: "10115", country: "DE" },
    ...{ createdAt: now, updatedAt: now, version: 1, lastActor: "customer-1", lastActorType: "customer" },
    ...{ correlationId: orderId, requestHash: "hash", expiresAt: Math.floor(Date.now() / 1000) + 1_000_000 },
  };
}
