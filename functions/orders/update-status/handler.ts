import { statusRequestSchema } from "../../contracts/orders/schemas";
import { ValidationError } from "../../shared/errors";
import { type ApiDependencies, type ApiRequest, type ApiResponse, createApiFunction } from "../api/api-function";
import { idempotencyKeyOf } from "../api/idempotency-key";
import type { ChangeStatus } from "../domain/change-status";
import { etagOf, type IfMatch, parseIfMatch } from "../domain/etag";
import { toPublicOrder } from "../domain/order";

export interface UpdateStatusDependencies extends ApiDependencies {
  readonly changeStatus: ChangeStatus;
}

/** PATCH /orders/{orderId}/status. */
export function createHandler(deps: UpdateStatusDependencies) {
  return createApiFunction({
    ...deps,
    name: "updateOrderStatus",
    operation: (request) => update(deps.changeStatus, request),
  });
}

async function update(changeStatus: ChangeStatus, request: ApiRequest): Promise<ApiResponse> {
  const { actor, correlationId } = request;
  const ifMatch = ifMatchOf(request);
  const key = idempotencyKeyOf(request);
  const body = request.body(statusRequestSchema);
  const orderId = request.pathParameter("orderId");
  const order = await changeStatus({ ...body, orderId, actor, correlationId, ifMatch, key });
  const { status, version } = order;
  return {
    status: 200,
    body: toPublicOrder(order),
    headers: { ETag: etagOf(version) },
    log: { orderId: order.orderId, orderStatus: status, orderVersion: version },
  };
}

function ifMatchOf(request: ApiRequest): IfMatch {
  const header = request.header("If-Match");
  if (header === undefined) return "any";
  const ifMatch = parseIfMatch(header);
  if (ifMatch !== undefined) return ifMatch;
  throw new ValidationError([
    { pointer: "If-Match", detail: 'must be the ETag of the order, such as "1" with its quotes' },
  ]);
}
