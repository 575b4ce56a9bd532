import { type StatusRequestBody, statusRequestSchema } from "../../contracts/orders/schemas";
import { isLegalTransition } from "../../contracts/orders/transitions";
import { ConflictError, ForbiddenError, KeyReusedError, StaleError, ValidationError } from "../../shared/errors";
import type { Runtime } from "../../shared/runtime";
import { type ApiRequest, type ApiResponse, createApiFunction } from "../api/api-function";
import { idempotencyKeyOf } from "../api/idempotency-key";
import { visibleOrder } from "../api/visible-order";
import { type Actor, maySetStatus } from "../domain/access";
import { etagOf, type IfMatch, matches, parseIfMatch } from "../domain/etag";
import { type StoredOrder, toPublicOrder } from "../domain/order";
import { keyHashOf } from "../domain/order-id";
import type { OrderFinder, StatusChange, StatusChanger } from "../store/orders-store";

export interface UpdateStatusDependencies {
  readonly runtime: Runtime;
  readonly orders: OrderFinder & StatusChanger;
  readonly staffScope: string;
  readonly allowedOrigins: readonly string[];
}

/** A change that lost against another one is tried once more on what is there now. */
const mostTries = 2;

/** PATCH /orders/{orderId}/status. */
export function createHandler(deps: UpdateStatusDependencies) {
  return createApiFunction({ ...deps, name: "updateOrderStatus", operation: (request) => update(deps, request) });
}

async function update(deps: UpdateStatusDependencies, request: ApiRequest): Promise<ApiResponse> {
  const ifMatch = ifMatchOf(request);
  const key = idempotencyKeyOf(request);
  const keyHash = key === undefined ? undefined : keyHashOf(key);
  const statusRequest = request.body(statusRequestSchema);
  let lost: StatusChange | undefined;
  for (let attempt = 0; attempt < mostTries; attempt++) {
    const order = await visibleOrder(deps.orders, request.actor, request.pathParameter("orderId"));
    if (lost !== undefined && isOwnChange(order, lost)) return changed(deps, order);
    if (isRepeated(order, statusRequest, request.actor, { ifMatch, keyHash })) return answered(order);
    const change = { ...changeOf(order, statusRequest, ifMatch, request, deps.runtime.clock.now()), keyHash };
    const after = await deps.orders.changeStatus(change);
    if (after !== undefined) return changed(deps, after);
    lost = change;
  }
  throw new ConflictError(
    "The order was changed by somebody else at the same time. Read it again and repeat the request.",
  );
}

/**
 * Whether the request has been carried out, and nothing has happened to the order since: its response was lost, and it is repeated. Recognized by its
 * Idempotency-Key, or by the version in If-Match, from which the same caller has made the same move.
 *
 * @throws KeyReusedError when the key brought about something else
 */
function isRepeated(
  order: StoredOrder,
  statusRequest: StatusRequestBody,
  actor: Actor,
  { ifMatch, keyHash }: { readonly ifMatch: IfMatch; readonly keyHash: string | undefined },
): boolean {
  if (order.version === 1 || order.lastActor !== actor.id) return false;
  const same = order.status === statusRequest.status && order.lastReason === statusRequest.reason;
  if (keyHash !== undefined && keyHash === order.lastKeyHash) {
    if (same) return true;
    throw new KeyReusedError("This Idempotency-Key was used for another change. Use a new key for a new change.");
  }
  return same && ifMatch !== "any" && matches(ifMatch, order.version - 1);
}

/** The change that the request asks for, if the order as it is allows it. */
function changeOf(
  order: StoredOrder,
  statusRequest: StatusRequestBody,
  ifMatch: IfMatch,
  request: ApiRequest,
  now: Date,
): StatusChange {
  const { actor, correlationId } = request;
  if (!maySetStatus(actor, statusRequest.status)) throw new ForbiddenError("Customers may only cancel their orders.");
  if (!matches(ifMatch, order.version)) {
    throw new StaleError(`The order is at version ${order.version}, which is not the one in If-Match.`);
  }
  if (!isLegalTransition(order.status, statusRequest.status)) {
    throw new ConflictError(`An order that is ${order.status} cannot become ${statusRequest.status}.`);
  }
  return {
    orderId: order.orderId,
    fromVersion: order.version,
    fromStatus: order.status,
    toStatus: statusRequest.status,
    at: now.toISOString(),
    actor: actor.id,
    actorType: actor.type,
    reason: statusRequest.reason,
    correlationId,
  };
}

/** Whether the "other" change that got in between was this one: the write arrived, its answer was lost, and the SDK wrote again. */
function isOwnChange(order: StoredOrder, change: StatusChange): boolean {
  return (
    order.version === change.fromVersion + 1 &&
    order.status === change.toStatus &&
    order.updatedAt === change.at &&
    order.lastActor === change.actor &&
    order.correlationId === change.correlationId
  );
}

function changed(deps: UpdateStatusDependencies, order: StoredOrder): ApiResponse {
  deps.runtime.metrics.count("orderStatusChanged", 1, { status: order.status });
  return answered(order);
}

function answered(order: StoredOrder): ApiResponse {
  const { orderId, status, version } = order;
  return {
    status: 200,
    body: toPublicOrder(order),
    headers: { ETag: etagOf(version) },
    log: { orderId, orderStatus: status, orderVersion: version },
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
