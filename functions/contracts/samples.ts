// One valid message of each published kind, to test filters and event patterns. The functions' tests check that their schemas accept each
// of them.
import type { AttributeValue } from "aws-lambda";
import { carrierEvents, carrierSourcePrefix, orderEvents, ordersSource } from "./bus";

/** An event as a rule of the bus sees it. */
export interface BusEvent {
  readonly version: "0";
  readonly id: string;
  readonly source: string;
  readonly "detail-type": string;
  readonly account: string;
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

/** A message as a subscription of a topic sees it. */
export interface TopicMessage {
  readonly body: Readonly<Record<string, unknown>>;
  /** Message attributes of the type String. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** A record of a table's stream, as a filter of its event source mapping sees it. */
export interface StreamRecord {
  readonly eventName: "INSERT" | "MODIFY" | "REMOVE";
  readonly dynamodb: {
    readonly Keys: Image;
    readonly NewImage?: Image;
    readonly OldImage?: Image;
  };
}

/** An item as streams write it: each value under its type, such as `{ "S": "PLACED" }`. */
type Image = { [field: string]: AttributeValue };

const time = "2026-03-01T09:30:00.000Z";
const orderId = "0f6c2f0e-6a3b-8d0e-9c53-5f2b8a1e7d44";
const correlationId = "c5f3a6de-0b1f-4f58-9c2e-6d1f0a7b8c9d";

function busEvent(source: string, detailType: string, detail: BusEvent["detail"]): BusEvent {
  const id = "6a7e8feb-b491-4cf7-a9f1-bf3703467718";
  const where = { account: "123456789012", region: "eu-central-1", resources: [] };
  return { version: "0", id, source, "detail-type": detailType, ...where, time, detail };
}

/** Statuses of an order after the first, each with the one before. */
const moves = [
  ["PLACED", "CONFIRMED"],
  ["CONFIRMED", "SHIPPED"],
  ["SHIPPED", "DELIVERED"],
  ["DELIVERED", "RETURNED"],
  ["PLACED", "CANCELLED"],
] as const;

/** Events of the orders pipeline on the bus. */
export const orderBusEvents: readonly BusEvent[] = [
  busEvent(ordersSource, orderEvents.placed, {
    ...{ orderId, customerId: "ada", status: "PLACED", version: 1, occurredAt: time, correlationId },
  }),
  ...moves.map(([previousStatus, status], index) =>
    busEvent(ordersSource, orderEvents.statusChanged, {
      ...{ orderId, customerId: "ada", status, version: index + 2, occurredAt: time, correlationId, previousStatus },
    }),
  ),
];

/** Events of a carrier on the bus, by its source. Carriers are not part of this program, but are allowed to publish. */
export function carrierBusEvents(source = `${carrierSourcePrefix}ups`): readonly BusEvent[] {
  const statuses = ["CREATED", "PICKED_UP", "IN_TRANSIT", "OUT_FOR_DELIVERY", "DELIVERED", "EXCEPTION", "RETURNED"];
  return statuses.map((status, index) =>
    busEvent(source, carrierEvents.statusChanged, {
      ...{ eventId: `evt-0000000${index}`, shipmentId: "1Z999AA10123456784", orderId, carrier: "ups", status },
      ...{ occurredAt: time, location: "Bologna", correlationId },
    }),
  );
}

const feedbackEmail = {
  timestamp: time,
  messageId: "0107018f0a1b2c3d-4e5f6a7b-8c9d-4e5f-8a9b-0c1d2e3f4a5b-000000",
  destination: ["ada@example.com"],
  tags: { orderId: [orderId], correlationId: [correlationId] },
};
const recipients = [{ emailAddress: "ada@example.com" }];
const feedback = { timestamp: time, feedbackId: "0107018f0a1b2c3d-1a2b3c4d-000000" };

/** Messages on the topics, by the topic's logical name. */
export const topicMessages: Readonly<Record<string, readonly TopicMessage[]>> = {
  "confirmations-topic": [
    {
      body: {
        type: "OrderConfirmationRequested",
        orderId,
        customerId: "ada",
        customerEmail: "ada@example.com",
        currency: "EUR",
        total: "27.80",
        items: [{ sku: "TEA-1", name: "Earl Grey, 250 g", quantity: 2, unitPrice: "8.90" }],
        placedAt: time,
        correlationId,
      },
      attributes: { correlationId },
    },
  ],
  "confirmations-feedback-topic": [
    { eventType: "Send", mail: feedbackEmail },
    { eventType: "Delivery", mail: feedbackEmail, delivery: { timestamp: time } },
    {
      eventType: "Bounce",
      mail: feedbackEmail,
      bounce: { bounceType: "Permanent", bounceSubType: "General", bouncedRecipients: recipients, ...feedback },
    },
    {
      eventType: "Complaint",
      mail: feedbackEmail,
      complaint: { complainedRecipients: recipients, complaintFeedbackType: "abuse", ...feedback },
    },
    { eventType: "Reject", mail: feedbackEmail, reject: { reason: "Bad content" } },
  ].map((body) => ({ body, attributes: {} })),
  "notifications-topic": ["info", "warning", "critical"].map((severity) => ({
    body: {
      subject: "Shipment Processing Failed",
      message: "An event of a carrier could not be processed.",
      severity,
      source: "shipments",
      details: { eventId: "evt-00000001" },
      correlationId,
    },
    attributes: {},
  })),
};

function orderImage(status: string, version: number): Image {
  const address = { name: { S: "Ada Lovelace" }, line1: { S: "12 Square" }, city: { S: "London" } };
  const line = { sku: { S: "TEA-1" }, name: { S: "Earl Grey, 250 g" }, quantity: { N: "2" }, unitPrice: { N: "8.9" } };
  return {
    orderId: { S: orderId },
    customerId: { S: "ada" },
    customerEmail: { S: "ada@example.com" },
    status: { S: status },
    currency: { S: "EUR" },
    items: { L: [{ M: line }] },
    total: { N: "17.8" },
    shippingAddress: { M: { ...address, postalCode: { S: "SW1Y 4JH" }, country: { S: "GB" } } },
    createdAt: { S: time },
    updatedAt: { S: time },
    version: { N: String(version) },
    lastActor: { S: "ada" },
    lastActorType: { S: "customer" },
    correlationId: { S: correlationId },
    requestHash: { S: "hash" },
    expiresAt: { N: "1900000000" },
  };
}

const Keys = { orderId: { S: orderId } };

/** Records of the streams, by the table's logical name. */
export const streamRecords: Readonly<Record<string, readonly StreamRecord[]>> = {
  "orders-table": [
    { eventName: "INSERT", dynamodb: { Keys, NewImage: orderImage("PLACED", 1) } },
    ...moves.map(([before, after], index): StreamRecord => {
      const images = { OldImage: orderImage(before, index + 1), NewImage: orderImage(after, index + 2) };
      return { eventName: "MODIFY", dynamodb: { Keys, ...images } };
    }),
    { eventName: "REMOVE", dynamodb: { Keys, OldImage: orderImage("DELIVERED", 4) } },
  ],
};
