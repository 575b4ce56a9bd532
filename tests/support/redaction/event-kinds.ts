// One good event of each kind that a function gets, and what may be kept of it.

import { keptConfirmationRequest } from "../../../functions/confirmations/kept";
import { keptFeedbackEvent } from "../../../functions/confirmations/kept-feedback";
import { keptNotification } from "../../../functions/notifications/kept";
import { keptOrder, keptRequest } from "../../../functions/orders/kept";
import {
  authorizerRequest,
  batch,
  streamRecord as keptStreamRecord,
  queueRecord,
  topicRecord,
} from "../../../functions/shared/redaction/envelopes";
import type { Kept } from "../../../functions/shared/redaction/kept";
import { keptCarrierEvent } from "../../../functions/shipments/kept";
import { apiEvent, storedOrder, streamRecord } from "../../functions/orders/fixtures";

/** A kind of event. */
export interface EventKind {
  readonly name: string;
  readonly kept: Kept;
  /** A fresh one each time. */
  readonly make: () => unknown;
}

const orderId = "0f6c2f0e-6a3b-8d0e-9c53-5f2b8a1e7d44";
const at = "2026-03-01T09:30:00.000Z";

const body = {
  customerEmail: "a@b.example",
  currency: "EUR",
  items: [{ sku: "TEA-1", name: "Tea", quantity: 2, unitPrice: "8.90" }],
  shippingAddress: { name: "N", line1: "L", city: "C", postalCode: "1010", country: "AT" },
};

const queued = (value: unknown) => ({
  Records: [
    {
      messageId: "2c3a5d1e-0000-4000-8000-000000000001",
      receiptHandle: "handle",
      body: value,
      attributes: { ApproximateReceiveCount: "1", SentTimestamp: "1772357400000" },
      messageAttributes: { correlationId: { dataType: "String", stringValue: "correlation-1" } },
      eventSource: "aws:sqs",
      eventSourceARN: "arn:aws:sqs:eu-west-1:111122223333:queue",
      awsRegion: "eu-west-1",
    },
  ],
});

export const eventKinds: readonly EventKind[] = [
  { name: "an API request", kept: keptRequest, make: () => ({ ...apiEvent(), body }) },
  {
    name: "an authorizer's request",
    kept: authorizerRequest,
    make: () => ({
      type: "TOKEN",
      methodArn: "arn:aws:execute-api:eu-west-1:111122223333:api/dev/GET/orders",
      authorizationToken: "t",
    }),
  },
  {
    name: "a request for a confirmation",
    kept: batch(queueRecord(keptConfirmationRequest)),
    make: () =>
      queued({
        type: "OrderConfirmationRequested",
        orderId,
        customerId: "c",
        customerEmail: "a@b.example",
        currency: "EUR",
        total: "17.80",
        items: body.items,
        placedAt: at,
        correlationId: "correlation-1",
      }),
  },
  {
    name: "an event of SES",
    kept: batch(queueRecord(keptFeedbackEvent)),
    make: () =>
      queued({
        eventType: "Bounce",
        mail: { timestamp: at, messageId: "m", destination: ["a@b.example"], tags: { orderId: [orderId] } },
        bounce: {
          bounceType: "Permanent",
          bounceSubType: "General",
          bouncedRecipients: [{ emailAddress: "a@b.example", diagnosticCode: "smtp; 550" }],
          timestamp: at,
          feedbackId: "f",
        },
      }),
  },
  {
    name: "a carrier's event",
    kept: batch(queueRecord(keptCarrierEvent)),
    make: () =>
      queued({
        version: "0",
        id: "5f2b8a1e-0000-4000-8000-000000000001",
        "detail-type": "ShipmentStatusChanged",
        source: "carrier.acme",
        account: "111122223333",
        time: at,
        region: "eu-west-1",
        resources: [],
        detail: {
          eventId: "ev-1",
          shipmentId: "s-1",
          orderId,
          carrier: "acme",
          status: "DELIVERED",
          occurredAt: at,
          location: { city: "C" },
        },
      }),
  },
  {
    name: "a notification",
    kept: batch(topicRecord(keptNotification)),
    make: () => ({
      Records: [
        {
          EventSource: "aws:sns",
          Sns: {
            Type: "Notification",
            MessageId: "5f2b8a1e-0000-4000-8000-000000000001",
            TopicArn: "arn:aws:sns:eu-west-1:111122223333:topic",
            Message: { subject: "s", message: "m", severity: "info", source: "stock", details: { a: "b" } },
            Timestamp: at,
          },
        },
      ],
    }),
  },
  {
    name: "a record of the orders table's stream",
    kept: batch(keptStreamRecord(keptOrder)),
    make: () => ({ Records: [streamRecord(undefined, storedOrder())] }),
  },
];

/** As it is on the wire: what is kept as JSON in a text is one. */
export function onTheWire(event: unknown): unknown {
  if (Array.isArray(event)) return event.map(onTheWire);
  if (typeof event !== "object" || event === null) return event;
  return Object.fromEntries(
    Object.entries(event).map(([key, value]) => {
      const inText = (key === "body" || key === "Message") && typeof value === "object" && value !== null;
      return [key, inText ? JSON.stringify(value) : onTheWire(value)];
    }),
  );
}
