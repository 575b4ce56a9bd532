import { type ApiDependencies, type ApiRequest, type ApiResponse, createApiFunction } from "../api/api-function";
import { etagOf } from "../domain/etag";
import { toPublicOrder } from "../domain/order";
import type { OrderFinder } from "../domain/ports";
import { visibleOrder } from "../domain/visible-order";

export interface GetOrderDependencies extends ApiDependencies {
  readonly orders: OrderFinder;
}

/** GET /orders/{orderId}. */
export function createHandler(deps: GetOrderDependencies) {
  return createApiFunction({ ...deps, name: "getOrder", operation: (request) => get(deps, request) });
}

async function get(deps: GetOrderDependencies, request: ApiRequest): Promise<ApiResponse> {
  const order = await visibleOrder(deps.orders, request.actor, request.pathParameter("orderId"));
  return { status: 200, body: toPublicOrder(order), headers: { ETag: etagOf(order.version) } };
}
