// Every metric that the functions write: functions and alarms both use these definitions, because CloudWatch finds a custom metric only by
// its exact set of dimensions. Import nothing here: the deployment program reads this file too, and must not load a client or a logger for
// it.

/** CloudWatch namespace of every metric below. */
export const metricNamespace = "Backoffice";

/** Dimensions that every metric carries: the environment suffix and the pipeline. */
export const commonDimensions = ["environment", "service"] as const;

/** One metric: its CloudWatch name, unit, complete dimension set, and the pipeline that writes it (`any` for all of them). */
export interface MetricDefinition {
  /** CloudWatch metric name. */
  readonly name: string;
  /** CloudWatch unit. */
  readonly unit: "Count" | "Milliseconds" | "None";
  /** The metric's only set of dimensions: `environment` and `service`, and at most one more, whose value the caller passes. */
  readonly dimensions:
    | readonly ["environment", "service"]
    | readonly ["environment", "service", "status" | "currency" | "kind" | "reason"];
  /** Value of the dimension `service`: the pipeline. `any`: the pipeline of whichever function writes it. */
  readonly service: "orders" | "confirmations" | "shipments" | "notifications" | "any";
}

/** Values of the dimension `kind` of `OrderFailures`. */
export const orderFailureKinds = [
  "validation",
  "forbidden",
  "not-found",
  "conflict",
  "stale",
  "over-limit",
  "throttled",
  "internal",
] as const;

export type OrderFailureKind = (typeof orderFailureKinds)[number];

/**
 * Values of the dimension `reason` of `TokensRefused`. `claims`: issuer, audience, subject, type or start; `signature`: key and algorithm, too.
 */
export const tokenRefusals = ["expired", "claims", "signature", "malformed"] as const;

export type TokenRefusal = (typeof tokenRefusals)[number];

/** The catalog, keyed by the name that code uses. */
export const metrics = {
  /** An order was stored for the first time. */
  ordersPlaced: { name: "OrdersPlaced", unit: "Count", dimensions: ["environment", "service"], service: "orders" },
  /** An order was posted again with the same key and body, and the response was the stored order. */
  ordersReplayed: { name: "OrdersReplayed", unit: "Count", dimensions: ["environment", "service"], service: "orders" },
  /** An order went from one status to another; by the new status. */
  orderStatusChanged: {
    name: "OrderStatusChanged",
    unit: "Count",
    dimensions: ["environment", "service", "status"],
    service: "orders",
  },
  /** Total of a stored order, in whole units of its currency; by currency. */
  orderValue: {
    name: "OrderValue",
    unit: "None",
    dimensions: ["environment", "service", "currency"],
    service: "orders",
  },
  /** A request that was rejected or failed; by kind, see `orderFailureKinds`. */
  orderFailures: {
    name: "OrderFailures",
    unit: "Count",
    dimensions: ["environment", "service", "kind"],
    service: "orders",
  },
  /** A token that the authorizer rejected; by reason, see `tokenRefusals`. API Gateway calls it once per token and cache time. */
  tokensRefused: {
    name: "TokensRefused",
    unit: "Count",
    dimensions: ["environment", "service", "reason"],
    service: "orders",
  },
  /** Messages that the outbox sent to the topic and the bus. */
  eventsPublished: {
    name: "EventsPublished",
    unit: "Count",
    dimensions: ["environment", "service"],
    service: "orders",
  },
  /** Audit entries written for the first time. */
  auditEntriesWritten: {
    name: "AuditEntriesWritten",
    unit: "Count",
    dimensions: ["environment", "service"],
    service: "orders",
  },
  /** Emails that SES accepted. */
  emailsSent: {
    name: "EmailsSent",
    unit: "Count",
    dimensions: ["environment", "service"],
    service: "confirmations",
  },
  /** Emails that will not be sent; by reason code. */
  emailsFailed: {
    name: "EmailsFailed",
    unit: "Count",
    dimensions: ["environment", "service", "reason"],
    service: "confirmations",
  },
  /** Emails not sent because the address is suppressed. */
  emailsSuppressed: {
    name: "EmailsSuppressed",
    unit: "Count",
    dimensions: ["environment", "service"],
    service: "confirmations",
  },
  /** Emails that the receiving server took. */
  emailsDelivered: {
    name: "EmailsDelivered",
    unit: "Count",
    dimensions: ["environment", "service"],
    service: "confirmations",
  },
  /** Emails that bounced. */
  emailsBounced: {
    name: "EmailsBounced",
    unit: "Count",
    dimensions: ["environment", "service"],
    service: "confirmations",
  },
  /** Emails whose receiver complained. */
  emailsComplained: {
    name: "EmailsComplained",
    unit: "Count",
    dimensions: ["environment", "service"],
    service: "confirmations",
  },
  /** Recipients whom a bounce or a complaint names, and whom we have not emailed: nothing is done about them. */
  feedbackRecipientsForeign: {
    name: "FeedbackRecipientsForeign",
    unit: "Count",
    dimensions: ["environment", "service"],
    service: "confirmations",
  },
  /** Optional fields of messages from outside that were invalid and were dropped. */
  optionalFieldsDropped: {
    name: "OptionalFieldsDropped",
    unit: "Count",
    dimensions: ["environment", "service"],
    service: "any",
  },
  /** Emails without a clear answer from SES, moved to the dead letters as UNCERTAIN. */
  emailsUncertain: {
    name: "EmailsUncertain",
    unit: "Count",
    dimensions: ["environment", "service"],
    service: "confirmations",
  },
  /** New carrier events, added to a shipment's history. */
  shipmentEventsRecorded: {
    name: "ShipmentEventsRecorded",
    unit: "Count",
    dimensions: ["environment", "service"],
    service: "shipments",
  },
  /** Carrier events that arrived again, or whose first copy is in the dead letters. */
  shipmentEventsRepeated: {
    name: "ShipmentEventsRepeated",
    unit: "Count",
    dimensions: ["environment", "service"],
    service: "shipments",
  },
  /** Carrier events that arrived after a newer one of the same shipment. */
  shipmentEventsLate: {
    name: "ShipmentEventsLate",
    unit: "Count",
    dimensions: ["environment", "service"],
    service: "shipments",
  },
  /** Carriers' events that failed and were notified, once each. */
  shipmentFailuresNotified: {
    name: "ShipmentFailuresNotified",
    unit: "Count",
    dimensions: ["environment", "service"],
    service: "shipments",
  },
  /** Notifications that reached their channel, once each. */
  notificationsDelivered: {
    name: "NotificationsDelivered",
    unit: "Count",
    dimensions: ["environment", "service"],
    service: "notifications",
  },
  /** Notifications that did not surely reach their channel, once each, however the fallback ends. */
  notificationsFailed: {
    name: "NotificationsFailed",
    unit: "Count",
    dimensions: ["environment", "service"],
    service: "notifications",
  },
  /** From the publishing of a notification to its delivery. */
  notificationLatency: {
    name: "NotificationLatency",
    unit: "Milliseconds",
    dimensions: ["environment", "service"],
    service: "notifications",
  },
  /** Fallback emails that SES accepted. */
  fallbacksSent: {
    name: "FallbacksSent",
    unit: "Count",
    dimensions: ["environment", "service"],
    service: "notifications",
  },
  /** Fallback emails that SES refused or did not clearly answer, once per attempt. */
  fallbacksFailed: {
    name: "FallbacksFailed",
    unit: "Count",
    dimensions: ["environment", "service"],
    service: "notifications",
  },
  /** Messages put back to be tried again later; records that a stream's reader handed back. */
  retriesScheduled: {
    name: "RetriesScheduled",
    unit: "Count",
    dimensions: ["environment", "service"],
    service: "any",
  },
  /** Messages given up and moved to the dead letters by the function that read them. */
  messagesDeadLettered: {
    name: "MessagesDeadLettered",
    unit: "Count",
    dimensions: ["environment", "service"],
    service: "any",
  },
  /**
   * The error log could not be written; the entry is in the function's log instead. Counted there, by a metric filter on that line:
   * the only metric that no function writes.
   */
  errorLogFallback: {
    name: "ErrorLogFallback",
    unit: "Count",
    dimensions: ["environment", "service"],
    service: "any",
  },
} as const satisfies Record<string, MetricDefinition>;

/** Key of a metric in the catalog. */
export type MetricKey = keyof typeof metrics;

/** Dimensions of a metric whose value the caller must pass: those beyond the common two. */
export type ExtraDimension<K extends MetricKey> = Exclude<
  (typeof metrics)[K]["dimensions"][number],
  (typeof commonDimensions)[number]
>;
