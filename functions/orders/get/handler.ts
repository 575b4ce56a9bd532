import type { Runtime } from "../../shared/runtime";
import { type ApiRequest, type ApiResponse, createApiFunction } from "../api/api-function";
import { visibleOrder } from "../api/visible-order";
import { etagOf } from "../domain/etag";
import { toPublicOrder } from "../domain/order";
import type { OrderFinder } from "../store/orders-store";

export interface GetOrderDependencies {
  readonly runtime: Runtime;
  readonly orders: OrderFinder;
  readonly staffScope: string;
  readonly allowedOrigins: readonly string[];
}

/** GET /orders/{orderId}. */
export function createHandler(deps: GetOrderDependencies) {
  return createApiFunction({ ...deps, name: "getOrder", operation: (request) => get(deps, request) });
}

async function get(deps: GetOrderDependencies, request: ApiRequest): Promise<ApiResponse> {
  const order = await visibleOrder(deps.orders, request.actor, request.pathParameter("orderId"));
  return { status: 200, body: toPublicOrder(order), headers: { ETag: etagOf(order.version) } };
}
