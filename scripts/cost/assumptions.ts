// Assumptions that the resources do not contain: durations, sizes and the use of the shop. Each is printed or documented.

/** Milliseconds of a call from a warm function; `own` is the function's own work, once per invocation. Cold starts are left out. */
export const milliseconds = { own: 5, table: 6, topic: 15, bus: 15, email: 90, webhook: 150 } as const;

/** Sizes in bytes. DynamoDB rounds an item up to whole kilobytes. */
export const bytes = {
  /** An order with two lines and one address; a test measures it. */
  order: 700,
  auditEntry: 400,
  delivery: 700,
  shipmentEvent: 500,
  notification: 900,
  /** With stack trace and redacted event. */
  errorEntry: 4096,
  /** An event on the bus, with its envelope. */
  busEvent: 600,
  /** A line of a function's log. */
  logLine: 439,
  /** A line of metrics. */
  metricLine: 246,
  /** The START and REPORT lines of an invocation. */
  platformLines: 600,
  /** A line of API Gateway's access log. */
  accessLine: 700,
} as const;

/** Use of the shop, per order. */
export const perOrder = {
  /** PLACED to CONFIRMED to SHIPPED to DELIVERED. */
  statusChanges: 3,
  /** Reads of the order by the customer. */
  reads: 2,
} as const;

/** Share of the events of all pipelines that fail and cause an entry in the error log. */
export const errorShare = 0.001;

/** Number of values of those dimensions of custom metrics for which the catalog lists none. */
export const dimensionValues = { currency: 2, reason: 3 } as const;

/** Pollers that Lambda runs for a queue, and seconds of one empty poll. */
export const polling = { pollers: 5, seconds: 20 } as const;

/** Events of the default month: each pipeline's lowest expected load, 2,000 a day. */
export const defaultOrdersPerMonth = 60_000;

/** Events per second in a busy hour, the basis of the price per million: batches are full, and few requests are traced. */
export const busyEventsPerSecond = 100;
