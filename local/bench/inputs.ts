import type { FunctionEntry } from "../../components/functions";
import { orderRequest } from "../../functions/contracts/orders/examples";

const requestContext = {
  requestId: "00000000-0000-4000-8000-000000000001",
  authorizer: { sub: "customer-1", scope: "" },
  stage: "v1",
};

/** The order of the documentation, as an item of the table and of its stream. */
export const storedOrder = {
  orderId: { S: "0f6c2f0e-6a3b-8d0e-9c53-5f2b8a1e7d44" },
  customerId: { S: "customer-1" },
  customerEmail: { S: "ada@example.com" },
  status: { S: "PLACED" },
  currency: { S: "EUR" },
  items: { L: [{ M: { sku: { S: "TEA" }, name: { S: "Tea" }, quantity: { N: "2" }, unitPrice: { N: "8.9" } } }] },
  total: { N: "17.8" },
  shippingAddress: {
    M: {
      name: { S: "Ada Lovelace" },
      line1: { S: "12 St James's Square" },
      city: { S: "London" },
      postalCode: { S: "SW1Y 4JH" },
      country: { S: "GB" },
    },
  },
  createdAt: { S: "2026-03-01T09:30:00.000Z" },
  updatedAt: { S: "2026-03-01T09:30:00.000Z" },
  version: { N: "1" },
  lastActor: { S: "customer-1" },
  lastActorType: { S: "customer" },
  correlationId: { S: "00000000-0000-4000-8000-000000000002" },
  requestHash: { S: "0".repeat(64) },
  expiresAt: { N: "2000000000" },
};

/** One event for each function that is measured; the bare handlers get the same. */
export const events = {
  "orders/create": {
    resource: "/orders",
    path: "/orders",
    httpMethod: "POST",
    headers: { "Content-Type": "application/json" },
    queryStringParameters: null,
    pathParameters: null,
    isBase64Encoded: false,
    body: JSON.stringify(orderRequest),
    requestContext,
  },
  "orders/publisher": {
    Records: [
      {
        eventID: "1",
        eventName: "INSERT",
        eventSource: "aws:dynamodb",
        dynamodb: {
          Keys: { orderId: storedOrder.orderId },
          NewImage: storedOrder,
          SequenceNumber: "100",
          // When it was placed: an order that is written much later came back, and is not published.
          ApproximateCreationDateTime: Date.parse(storedOrder.createdAt.S) / 1000,
          StreamViewType: "NEW_AND_OLD_IMAGES",
        },
      },
    ],
  },
  "notifications/processor": {
    Records: [
      {
        EventSource: "aws:sns",
        Sns: {
          MessageId: "00000000-0000-4000-8000-000000000003",
          Message: JSON.stringify({
            subject: "Shipment Processing Failed",
            message: "The carrier's event could not be read",
            severity: "warning",
            source: "shipments",
          }),
          MessageAttributes: {},
          Timestamp: "2026-03-01T09:30:00.000Z",
        },
      },
    ],
  },
} as const satisfies Partial<Record<FunctionEntry, unknown>>;

/** The functions whose cold starts are measured, with the bare handler that has the same clients. */
export const coldStarts = [
  { entry: "orders/create", bare: "local/bench/bare/create.ts" },
  { entry: "orders/publisher", bare: "local/bench/bare/publisher.ts" },
  { entry: "notifications/processor", bare: "local/bench/bare/notifier.ts" },
] as const satisfies readonly { entry: keyof typeof events; bare: string }[];

/** What Lambda and the program set for these functions, with the endpoint of the stub. */
export function environment(endpoint: string): Readonly<Record<string, string>> {
  return {
    PATH: process.env.PATH ?? "",
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "bench",
    AWS_SECRET_ACCESS_KEY: "bench",
    AWS_LAMBDA_FUNCTION_NAME: "bench",
    ENVIRONMENT: "bench",
    SERVICE: "orders",
    LOG_LEVEL: "INFO",
    ERROR_TABLE_NAME: "errors",
    ERROR_RETENTION_DAYS: "1",
    ORDERS_TABLE_NAME: "orders",
    ORDER_RETENTION_DAYS: "1",
    ORDER_RECIPIENT: "token",
    ORDERS_PER_CUSTOMER: "0",
    STAFF_SCOPE: "backoffice/staff",
    CORS_ALLOWED_ORIGINS: "*",
    CONFIRMATIONS_TOPIC_ARN: "arn:aws:sns:us-east-1:123456789012:confirmations",
    EVENT_BUS_NAME: "bus",
    FAILURE_QUEUE_URL: `${endpoint}/123456789012/failures`,
    NOTIFICATIONS_TABLE_NAME: "notifications",
    NOTIFICATION_RETENTION_DAYS: "1",
    LEASE_SECONDS: "60",
    SENDER_ADDRESS: "shop@example.com",
    FALLBACK_ADDRESS: "staff@example.com",
    CONFIGURATION_SET_NAME: "fallbacks",
    WEBHOOK_TIMEOUT_SECONDS: "5",
  };
}
