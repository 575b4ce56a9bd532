import { NumberValue } from "@aws-sdk/lib-dynamodb";
import type { APIGatewayProxyEvent, APIGatewayProxyResult, AttributeValue, DynamoDBRecord } from "aws-lambda";
import type { StoredOrder } from "../../../functions/orders/domain/order";
import { toItem } from "../../../functions/orders/store/order-item";

/** The scope that makes its holder staff, in these tests. */
export const staffScope = "orders:staff";

/** A stored order. */
export function storedOrder(more: Partial<StoredOrder> = {}): StoredOrder {
  return {
    orderId: "0f6c2f0e-6a3b-8d0e-9c53-5f2b8a1e7d44",
    customerId: "ada",
    customerEmail: "ada@example.com",
    status: "PLACED",
    currency: "EUR",
    items: [
      { sku: "TEA-1", name: "Earl Grey, 250 g", quantity: 2, unitPrice: "8.90" },
      { sku: "CUP-2", name: "Cup", quantity: 1, unitPrice: "10.00" },
    ],
    total: "27.80",
    shippingAddress: {
      name: "Ada Lovelace",
      line1: "12 Square",
      city: "London",
      postalCode: "SW1Y 4JH",
      country: "GB",
    },
    createdAt: "2026-03-01T09:30:00.000Z",
    updatedAt: "2026-03-01T09:30:00.000Z",
    version: 1,
    lastActor: "ada",
    lastActorType: "customer",
    correlationId: "correlation-1",
    requestHash: "hash",
    expiresAt: 1_900_000_000,
    ...more,
  };
}

/** The same order after its customer has cancelled it. */
export function cancelledOrder(): StoredOrder {
  return storedOrder({
    status: "CANCELLED",
    version: 2,
    updatedAt: "2026-03-01T10:00:00.000Z",
    lastReason: "Ordered twice",
    correlationId: "correlation-2",
  });
}

export interface RequestParts {
  readonly method?: string;
  readonly path?: string;
  readonly sub?: string | undefined;
  readonly scope?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly pathParameters?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
}

/** A request as API Gateway hands it over after the authorizer let it in. */
export function apiEvent(parts: RequestParts = {}): APIGatewayProxyEvent {
  const authorizer = {
    sub: "ada",
    scope: "openid",
    ...("sub" in parts ? { sub: parts.sub } : {}),
    ...(parts.scope === undefined ? {} : { scope: parts.scope }),
  };
  return {
    httpMethod: parts.method ?? "POST",
    path: parts.path ?? "/orders",
    resource: parts.path ?? "/orders",
    headers: { "content-type": "application/json", "x-correlation-id": "correlation-api", ...parts.headers },
    multiValueHeaders: {},
    body: parts.body === undefined ? null : typeof parts.body === "string" ? parts.body : JSON.stringify(parts.body),
    isBase64Encoded: false,
    pathParameters: parts.pathParameters ?? null,
    queryStringParameters: parts.query ?? null,
    multiValueQueryStringParameters: null,
    stageVariables: null,
    requestContext: { authorizer } as unknown as APIGatewayProxyEvent["requestContext"],
  };
}

/** An answer with its body read. */
export function read(answer: APIGatewayProxyResult) {
  const headers: Readonly<Record<string, unknown>> = answer.headers ?? {};
  return { status: answer.statusCode, headers, body: JSON.parse(answer.body) };
}

/** A stream record from one order to another. */
export function streamRecord(
  before: StoredOrder | undefined,
  after: StoredOrder | undefined,
  sequence = 1,
): DynamoDBRecord {
  const eventName = before === undefined ? "INSERT" : after === undefined ? "REMOVE" : "MODIFY";
  return {
    eventID: `event-${sequence}-0000`,
    eventName,
    dynamodb: {
      SequenceNumber: String(sequence),
      ApproximateCreationDateTime: Date.parse((after ?? before ?? storedOrder()).updatedAt) / 1000,
      ...(before === undefined ? {} : { OldImage: imageOf(before) }),
      ...(after === undefined ? {} : { NewImage: imageOf(after) }),
    },
  };
}

/** An order as DynamoDB gives it back: numbers without trailing zeros. */
export function imageOf(order: StoredOrder): Record<string, AttributeValue> {
  return Object.fromEntries(
    Object.entries(toItem(order))
      .filter(([, value]) => value !== undefined)
      .map(([field, value]) => [field, attribute(value)]),
  );
}

function attribute(value: unknown): AttributeValue {
  if (value instanceof NumberValue) return { N: withoutTrailingZeros(value.toString()) };
  if (typeof value === "number") return { N: String(value) };
  if (typeof value === "string") return { S: value };
  if (Array.isArray(value)) return { L: value.map(attribute) };
  const entries = Object.entries(Object(value)).filter(([, child]) => child !== undefined);
  return { M: Object.fromEntries(entries.map(([field, child]) => [field, attribute(child)])) };
}

function withoutTrailingZeros(text: string): string {
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}
