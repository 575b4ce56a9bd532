import type { ApiDependencies } from "../../../functions/orders/api/api-function";
import { createHandler as createCreateHandler } from "../../../functions/orders/create/handler";
import { type ChangeStatusDependencies, createChangeStatus } from "../../../functions/orders/domain/change-status";
import { type CreateOrderDependencies, createCreateOrder } from "../../../functions/orders/domain/create-order";
import { createHandler as createUpdateHandler } from "../../../functions/orders/update-status/handler";

type FromRuntime = "metrics" | "now";

/** POST /orders, put together as in Lambda, but for the stores. */
export function createOrderHandler(deps: ApiDependencies & Omit<CreateOrderDependencies, FromRuntime>) {
  return createCreateHandler({ ...deps, createOrder: createCreateOrder({ ...deps, ...fromRuntime(deps) }) });
}

/** PATCH /orders/{orderId}/status, put together as in Lambda, but for the stores. */
export function createUpdateStatusHandler(deps: ApiDependencies & Omit<ChangeStatusDependencies, FromRuntime>) {
  return createUpdateHandler({ ...deps, changeStatus: createChangeStatus({ ...deps, ...fromRuntime(deps) }) });
}

function fromRuntime({ runtime }: ApiDependencies) {
  return { metrics: runtime.metrics, now: () => runtime.clock.now() };
}
