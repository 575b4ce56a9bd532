import { uuidPattern } from "../fields/uuid";
import * as examples from "./examples";
import { idempotencyKeyPattern, longestCursor } from "./parameters";
import { type ProblemKey, problemKinds } from "./problems";
import { type Json, type JsonObject, reference, type SchemaName, schemaComponents } from "./schema-components";

/** An OpenAPI 3.0 document. */
export interface OpenApiDocument {
  readonly openapi: string;
  readonly info: JsonObject;
  readonly tags: readonly Json[];
  readonly security: readonly Json[];
  readonly paths: Readonly<Record<string, JsonObject>>;
  readonly components: Readonly<Record<string, JsonObject>>;
}

/**
 * The API's OpenAPI document. It is published under `docs/`; the deployment adds integrations, the authorizer and gateway responses, and
 * imports it into API Gateway. Every call returns the same document.
 */
export function buildOpenApiDocument(): OpenApiDocument {
  return {
    openapi: "3.0.1",
    info: {
      title: "Orders",
      version: "1.0.0",
      description: [
        "Places, shows, lists and moves on the orders of a shop.",
        "Callers show a JWT of the shop's OpenID Connect issuer. A customer sees their own orders only; staff, marked by a scope, see all.",
        "Amounts are exact decimals in quotes. Ids and times are made by the server.",
        "Every answer has an X-Correlation-Id: the request's own if it has 8 to 64 letters, digits or hyphens, else a new one.",
        "Errors are problem documents (RFC 9457).",
      ].join("\n\n"),
    },
    tags: [{ name: "orders", description: "Orders of the shop's customers" }],
    security: [{ bearer: [] }],
    paths: {
      "/orders": { post: createOrder() },
      "/orders/{orderId}": { get: getOrder() },
      "/orders/{orderId}/status": { patch: updateOrderStatus() },
      "/customers/{customerId}/orders": { get: listCustomerOrders() },
    },
    components: {
      schemas: schemaComponents(),
      securitySchemes: {
        bearer: { type: "http", scheme: "bearer", bearerFormat: "JWT", description: "A token of the shop's issuer" },
      },
    },
  };
}

function createOrder(): JsonObject {
  return {
    operationId: "createOrder",
    tags: ["orders"],
    summary: "Place an order",
    description: [
      "With an Idempotency-Key the request can be repeated without harm: the same key and the same body answer the order that is stored",
      "already (200), the same key with another body is refused (422). Without a key every request is a new order.",
      "A confirmation goes out by email: where your token has a verified address, customerEmail must be that address (403), unless the shop",
      "has it otherwise. So many orders in so many minutes are too many (429); a repeated request never is.",
    ].join(" "),
    parameters: [idempotencyKeyParameter("once per order"), correlationParameter],
    requestBody: body("OrderRequest", examples.orderRequest),
    responses: {
      "201": answer("The order was placed", "Order", examples.order, ["Location", "ETag"]),
      "200": answer("The order had been placed before with the same key", "Order", examples.order, [
        "Location",
        "ETag",
      ]),
      ...problems(
        "validation",
        "unauthenticated",
        "forbidden",
        "tooLarge",
        "mediaType",
        "keyReused",
        "tooMany",
        "internal",
        "unavailable",
      ),
    },
  };
}

function getOrder(): JsonObject {
  return {
    operationId: "getOrder",
    tags: ["orders"],
    summary: "Show an order",
    description: "Somebody else's order looks like one that does not exist.",
    parameters: [orderIdParameter, correlationParameter],
    responses: {
      "200": answer("The order", "Order", examples.order, ["ETag"]),
      ...problems("unauthenticated", "notFound", "internal", "unavailable"),
    },
  };
}

function updateOrderStatus(): JsonObject {
  return {
    operationId: "updateOrderStatus",
    tags: ["orders"],
    summary: "Move an order to another status",
    description: [
      "PLACED to CONFIRMED to SHIPPED to DELIVERED; PLACED or CONFIRMED to CANCELLED; DELIVERED to RETURNED. Customers may only cancel.",
      "With If-Match the change is made only if the order is still at that version.",
      "A repeated request is answered as before (200), as long as nothing else has happened to the order: with the same Idempotency-Key,",
      "or by the same caller with the same If-Match. The same key for another change is refused (422).",
    ].join(" "),
    parameters: [
      orderIdParameter,
      idempotencyKeyParameter("once per change"),
      {
        name: "If-Match",
        in: "header",
        required: false,
        description: "ETag of the order as you have seen it",
        schema: { type: "string" },
        example: '"1"',
      },
      correlationParameter,
    ],
    requestBody: body("StatusRequest", examples.statusRequest),
    responses: {
      "200": answer("The order after the change", "Order", examples.cancelledOrder, ["ETag"]),
      ...problems(
        "validation",
        "unauthenticated",
        "forbidden",
        "notFound",
        "conflict",
        "stale",
        "tooLarge",
        "mediaType",
        "keyReused",
        "internal",
        "unavailable",
      ),
    },
  };
}

function listCustomerOrders(): JsonObject {
  return {
    operationId: "listCustomerOrders",
    tags: ["orders"],
    summary: "List the orders of a customer, newest first",
    parameters: [
      {
        name: "customerId",
        in: "path",
        required: true,
        description: "Your own id, which is the subject of your token; staff: anybody's. URL-encoded",
        schema: { type: "string" },
      },
      {
        name: "limit",
        in: "query",
        required: false,
        description: "Most orders on the page",
        schema: { type: "integer", minimum: 1, maximum: 100, default: 25 },
      },
      {
        name: "cursor",
        in: "query",
        required: false,
        description: "nextCursor of the page before, of the same customer",
        schema: { type: "string", maxLength: longestCursor },
      },
      correlationParameter,
    ],
    responses: {
      "200": answer("A page of orders", "OrderPage", examples.orderPage, []),
      ...problems("validation", "unauthenticated", "forbidden", "internal", "unavailable"),
    },
  };
}

const orderIdParameter: JsonObject = {
  name: "orderId",
  in: "path",
  required: true,
  description: "The order's id, a UUID in lower case",
  schema: { type: "string", pattern: uuidPattern.source },
};

function idempotencyKeyParameter(often: string): JsonObject {
  return {
    name: "Idempotency-Key",
    in: "header",
    required: false,
    description: `1 to 255 visible ASCII characters, such as a UUID; yours to choose, ${often}`,
    schema: { type: "string", pattern: idempotencyKeyPattern.source },
  };
}

const correlationParameter: JsonObject = {
  name: "X-Correlation-Id",
  in: "header",
  required: false,
  description:
    "Comes back in the answer and travels to the email; 8 to 64 letters, digits or hyphens, any other is replaced",
  schema: { type: "string" },
};

const headerDescriptions = {
  "X-Correlation-Id": "Id of this request in every log",
  "Access-Control-Allow-Origin": "Origins that may read the answer",
  Location: "Address of the order, relative to the address of this request: `./orders/{orderId}`",
  ETag: "Version of the order, for If-Match",
  "Retry-After": "Seconds to wait before the next try",
} as const;

type HeaderName = keyof typeof headerDescriptions;

function headers(names: readonly HeaderName[]): JsonObject {
  const always: readonly HeaderName[] = ["X-Correlation-Id", "Access-Control-Allow-Origin"];
  const declared = [...always, ...names].map(
    (name) => [name, { description: headerDescriptions[name], schema: { type: "string" } }] as const,
  );
  return Object.fromEntries(declared);
}

function body(schema: SchemaName, example: Json): JsonObject {
  return { required: true, content: { "application/json": { schema: { $ref: reference(schema) }, example } } };
}

function answer(description: string, schema: SchemaName, example: Json, names: readonly HeaderName[]): JsonObject {
  return {
    description,
    headers: headers(names),
    content: { "application/json": { schema: { $ref: reference(schema) }, example } },
  };
}

function problems(...keys: readonly ProblemKey[]): JsonObject {
  return Object.fromEntries(
    keys.map((key) => [
      String(problemKinds[key].status),
      {
        description: problemKinds[key].title,
        headers: headers(key === "unavailable" || key === "tooMany" ? ["Retry-After"] : []),
        content: {
          "application/problem+json": { schema: { $ref: reference("Problem") }, example: examples.problem(key) },
        },
      },
    ]),
  );
}
