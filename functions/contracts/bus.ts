// Who puts what on the shop's event bus: `source` and `detail-type`, for publishers, consumers and the rules between them.

/** `source` of what happens to orders. */
export const ordersSource = "backoffice.orders";

/** `detail-type` of what happens to orders. */
export const orderEvents = { placed: "OrderPlaced", statusChanged: "OrderStatusChanged" } as const;

/** Every carrier's `source` begins with this and goes on with its name, such as `carrier.ups`. */
export const carrierSourcePrefix = "carrier.";

/** `detail-type` of carriers' shipment events. */
export const carrierEvents = { statusChanged: "ShipmentStatusChanged" } as const;
