// The operations of the API: whatever is sent, the caller gets an answer, and a refusal writes nothing.

import type { APIGatewayProxyEvent, APIGatewayProxyResult } from "aws-lambda";
import { encodeCursor } from "../../../functions/orders/domain/cursor";
import { createHandler as getOrder } from "../../../functions/orders/get/handler";
import { createHandler as listOrders } from "../../../functions/orders/list/handler";
import { toItem } from "../../../functions/orders/store/order-item";
import { apiEvent, cancelledOrder, staffScope, storedOrder } from "../../functions/orders/fixtures";
import { createMemoryOrders } from "../../functions/orders/memory-orders";
import { createOrderHandler, createUpdateStatusHandler } from "../../functions/orders/operations";
import { lambdaContext, recordingRuntime } from "../../functions/shared/doubles";
import { goodBody } from "../../support/bad-bodies";
import type { Random } from "../random";
import { asText, bodyOf, mutated, shaken } from "./mutations";
import { refusalOf } from "./storable";
import type { Target } from "./target";

const orders = [storedOrder(), { ...cancelledOrder(), orderId: "1a6c2f0e-6a3b-8d0e-9c53-5f2b8a1e7d45" }];
const [first] = orders;
const orderId = first?.orderId ?? "";

type Handler = (
  event: APIGatewayProxyEvent,
  context: ReturnType<typeof lambdaContext>,
) => Promise<APIGatewayProxyResult>;

/** One operation. @param good events that it takes, before they are made bad */
function operation(
  name: string,
  make: (deps: ReturnType<typeof dependencies>) => Handler,
  good: (random: Random) => Parameters<typeof apiEvent>[0],
): Target {
  return {
    name,
    open: () => {
      const deps = dependencies();
      const handler = make(deps);
      return async (random) => {
        const before = JSON.stringify(deps.orders.all());
        const event = madeBad(apiEvent(good(random)), random);
        const answer = await handler(event, lambdaContext());
        const faults: string[] = [];
        if (answer.statusCode >= 500)
          faults.push(`answered ${answer.statusCode}: ${String(deps.recorded.failures.at(-1)?.error)}`);
        JSON.parse(answer.body);
        const after = deps.orders.all();
        if (answer.statusCode >= 400 && JSON.stringify(after) !== before) faults.push("refused, but written");
        for (const order of after) {
          const refusal = refusalOf(toItem(order), ["orderId"]);
          if (refusal !== undefined) faults.push(`wrote an order that ${refusal}`);
        }
        return faults;
      };
    },
  };
}

function dependencies() {
  const recorded = recordingRuntime();
  return {
    recorded,
    runtime: recorded.runtime,
    orders: createMemoryOrders(...orders),
    staffScope,
    allowedOrigins: ["https://shop.example"],
    retentionDays: 10,
    recipient: "token" as const,
  };
}

/** What a caller can choose of an event: everything but what API Gateway and the authorizer make. */
function madeBad(event: APIGatewayProxyEvent, random: Random): APIGatewayProxyEvent {
  const texts = (map: Readonly<Record<string, unknown>> | null) =>
    map === null || random.below(3) > 0
      ? map
      : Object.fromEntries(Object.entries(Object(mutated(map, random))).map(([key, value]) => [key, asText(value)]));
  const isBase64Encoded = random.below(8) === 0;
  return {
    ...event,
    headers:
      random.below(30) === 0
        ? ({} as APIGatewayProxyEvent["headers"])
        : (texts(event.headers) as APIGatewayProxyEvent["headers"]),
    pathParameters: texts(event.pathParameters) as APIGatewayProxyEvent["pathParameters"],
    queryStringParameters: texts(event.queryStringParameters) as APIGatewayProxyEvent["queryStringParameters"],
    path: random.below(10) === 0 ? shaken(event.path, random) : event.path,
    isBase64Encoded,
    body: isBase64Encoded && event.body !== null ? Buffer.from(event.body).toString("base64") : event.body,
  };
}

const callers = (random: Random) =>
  random.pick([{}, { scope: `openid ${staffScope}` }, { sub: "bob" }, { sub: "\u00e9\u0000" }, { sub: undefined }]);

export const apiTargets: readonly Target[] = [
  operation("orders create", createOrderHandler, (random) => ({
    ...callers(random),
    headers: random.below(3) === 0 ? { "idempotency-key": random.pick(["key-1", "k", "ä", "x".repeat(300)]) } : {},
    body: bodyOf(goodBody, random),
  })),
  operation("orders get", getOrder, (random) => ({
    ...callers(random),
    method: "GET",
    pathParameters: { orderId: random.pick([orderId, "x", "%00"]) },
  })),
  operation("orders list", listOrders, (random) => ({
    ...callers(random),
    method: "GET",
    pathParameters: { customerId: random.pick(["ada", "bob", "%41%zz", "a%20b"]) },
    query: {
      limit: random.pick(["1", "25", "100", "0", "1e2", "٣"]),
      ...(first !== undefined && random.below(2) === 0 && { cursor: encodeCursor("ada", first) }),
    },
  })),
  operation("orders update-status", createUpdateStatusHandler, (random) => ({
    ...callers(random),
    method: "PATCH",
    pathParameters: { orderId },
    headers: random.pick([{ "if-match": '"1"' }, { "if-match": "*" }, { "if-match": 'W/"1", "2"' }, {}]),
    body: bodyOf({ status: random.pick(["CANCELLED", "CONFIRMED"]), reason: "Ordered twice" }, random),
  })),
];
