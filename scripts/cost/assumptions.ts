// What the resources do not show: how long calls take, how large things are, how people use the shop. Each is printed or documented.

/** Milliseconds that a function waits for a call, warm; `own` is its own work, once per invocation. Cold starts are left out. */
export const milliseconds = { own: 5, table: 6, topic: 15, bus: 15, email: 90, webhook: 150 } as const;

/** Bytes of what is written. An item is billed by started kilobytes. */
export const bytes = {
  /** Two lines, one address; a test measures it. */
  order: 700,
  auditEntry: 400,
  delivery: 700,
  shipmentEvent: 500,
  notification: 900,
  /** Stack and redacted event included. */
  errorEntry: 4096,
  /** An event on the bus, with its envelope. */
  busEvent: 600,
  /** One line of a function's log. */
  logLine: 439,
  /** One line of metrics. */
  metricLine: 246,
  /** Start and report line of an invocation. */
  platformLines: 600,
  /** One line of API Gateway's access log. */
  accessLine: 700,
} as const;

/** How the shop is used, for each order. */
export const perOrder = {
  /** PLACED to CONFIRMED to SHIPPED to DELIVERED. */
  statusChanges: 3,
  /** The customer looks at the order. */
  reads: 2,
} as const;

/** Share of the events of all pipelines that fail and are written to the error log. */
export const errorShare = 0.001;

/** Values that the dimensions of custom metrics take and the catalog does not list. */
export const dimensionValues = { currency: 2, reason: 3 } as const;

/** Pollers that Lambda keeps on a queue, and seconds of one empty poll. */
export const polling = { pollers: 5, seconds: 20 } as const;

/** The default month: the floor of each pipeline, 2,000 events a day. */
export const defaultOrdersPerMonth = 60_000;

/** Events per second of a busy hour, by which the price of one more million is given: batches are full, few requests are traced. */
export const busyEventsPerSecond = 100;
