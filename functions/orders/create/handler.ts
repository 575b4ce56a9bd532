import { orderRequestSchema } from "../../contracts/orders/schemas";
import { type ApiDependencies, type ApiRequest, type ApiResponse, createApiFunction } from "../api/api-function";
import { idempotencyKeyOf } from "../api/idempotency-key";
import type { CreateOrder } from "../domain/create-order";
import { etagOf } from "../domain/etag";
import { toPublicOrder } from "../domain/order";

export interface CreateOrderDependencies extends ApiDependencies {
  readonly createOrder: CreateOrder;
}

/** POST /orders. */
export function createHandler(deps: CreateOrderDependencies) {
  return createApiFunction({
    ...deps,
    name: "createOrder",
    operation: (request) => create(deps.createOrder, request),
  });
}

async function create(createOrder: CreateOrder, request: ApiRequest): Promise<ApiResponse> {
  const { actor, correlationId } = request;
  const key = idempotencyKeyOf(request);
  const { customerId = actor.id, ...body } = request.body(orderRequestSchema);
  const { order, replayed } = await createOrder(body, { actor, customerId, correlationId, key });
  // Relative to the request's URL: its path may start with a stage or a base path, which only the gateway knows.
  const headers = { Location: `./orders/${order.orderId}`, ETag: etagOf(order.version) };
  return { status: replayed ? 200 : 201, body: toPublicOrder(order), headers, log: { orderId: order.orderId } };
}
