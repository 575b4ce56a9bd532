import type { SNSEvent } from "aws-lambda";
import type { Notification } from "../../../../functions/contracts/notification";
import type { PublishedMessage } from "../../../../functions/notifications/domain/published-message";

/** A notification as SHIPMENTS publishes it. */
export const shipmentFailed: Notification = {
  subject: "Shipment Processing Failed",
  message: "An event could not be processed.",
  severity: "critical",
  source: "shipments",
  details: { eventId: "event-1", shipmentId: "shipment-1", error: "no such carrier" },
  correlationId: "correlation-0001",
};

export const notificationId = "0b5f1e3a-94a5-5c0e-9d39-3f1d6b3d2f10";

/** The same as the processor sees it. */
export const published: PublishedMessage = {
  notificationId,
  body: JSON.stringify(shipmentFailed),
  publishedAt: Date.parse("2026-03-01T09:29:59.000Z"),
  correlationId: "correlation-0001",
};

/** What SNS calls the function with. @param body changes of the notification, or another body */
export function snsEvent(
  id = notificationId,
  body: Partial<Record<keyof Notification, unknown>> | string = {},
  attributes: Readonly<Record<string, string>> = {},
): SNSEvent {
  const topicArn = "arn:aws:sns:eu-west-1:111122223333:notifications-topic-test";
  return {
    Records: [
      {
        EventVersion: "1.0",
        EventSource: "aws:sns",
        EventSubscriptionArn: `${topicArn}:subscription`,
        Sns: {
          Type: "Notification",
          MessageId: id,
          TopicArn: topicArn,
          Subject: "",
          Message: typeof body === "string" ? body : JSON.stringify({ ...shipmentFailed, ...body }),
          Timestamp: "2026-03-01T09:29:59.000Z",
          SignatureVersion: "1",
          Signature: "signature",
          SigningCertUrl: "https://sns.eu-west-1.amazonaws.com/certificate.pem",
          UnsubscribeUrl: "https://sns.eu-west-1.amazonaws.com/?Action=Unsubscribe",
          MessageAttributes: Object.fromEntries(
            Object.entries(attributes).map(([name, Value]) => [name, { Type: "String", Value }]),
          ),
        },
      },
    ],
  };
}
