// `source` and `detail-type` of every event on the shop's bus, for publishers, consumers and rules.

/** `source` of order events. */
export const ordersSource = "backoffice.orders";

/** `detail-type` of order events. */
export const orderEvents = { placed: "OrderPlaced", statusChanged: "OrderStatusChanged" } as const;

/** Prefix of every carrier's `source`; the carrier's name follows, as in `carrier.ups`. */
export const carrierSourcePrefix = "carrier.";

/** `detail-type` of carriers' shipment events. */
export const carrierEvents = { statusChanged: "ShipmentStatusChanged" } as const;
