// PATCH /orders/{orderId}/status. It is idempotent: a change that was made before is returned, not made again.

import type { StatusRequestBody } from "../../contracts/orders/schemas";
import { isLegalTransition } from "../../contracts/orders/transitions";
import { ConflictError, ForbiddenError, KeyReusedError, StaleError } from "../../shared/errors";
import type { MetricsRecorder } from "../../shared/metrics";
import { type Actor, maySetStatus } from "./access";
import { type IfMatch, matches } from "./etag";
import type { StoredOrder } from "./order";
import { keyHashOf } from "./order-id";
import type { OrderFinder, StatusChange, StatusChanger } from "./ports";
import { visibleOrder } from "./visible-order";

export interface ChangeStatusDependencies {
  readonly orders: OrderFinder & StatusChanger;
  readonly metrics: MetricsRecorder;
  readonly now: () => Date;
}

/** A requested change of status. */
export interface StatusRequest extends StatusRequestBody {
  readonly orderId: string;
  readonly actor: Actor;
  readonly correlationId: string;
  readonly ifMatch: IfMatch;
  /** Idempotency-Key of the request. */
  readonly key: string | undefined;
}

/** The order after the change. @throws NotFoundError, ForbiddenError, StaleError, ConflictError, KeyReusedError */
export type ChangeStatus = (request: StatusRequest) => Promise<StoredOrder>;

/** A change that conflicts with another one is tried once more, on the new version. */
const mostTries = 2;

/** Makes the use case. */
export function createChangeStatus({ orders, metrics, now }: ChangeStatusDependencies): ChangeStatus {
  const changed = (order: StoredOrder) => {
    metrics.count("orderStatusChanged", 1, { status: order.status });
    return order;
  };
  return async (request) => {
    const keyHash = request.key === undefined ? undefined : keyHashOf(request.key);
    let lost: StatusChange | undefined;
    for (let attempt = 0; attempt < mostTries; attempt++) {
      const order = await visibleOrder(orders, request.actor, request.orderId);
      if (lost !== undefined && isOwnChange(order, lost)) return changed(order);
      if (isRepeated(order, request, keyHash)) return order;
      const change = { ...changeOf(order, request, now()), keyHash };
      const after = await orders.changeStatus(change);
      if (after !== undefined) return changed(after);
      lost = change;
    }
    throw new ConflictError(
      "The order was changed by somebody else at the same time. Read it again and repeat the request.",
    );
  };
}

/**
 * Whether the request was carried out before, and the order has not changed since: its response was lost, and the client repeats it.
 * Recognized by its Idempotency-Key, or by the version in If-Match from which the same caller made the same change.
 *
 * @throws KeyReusedError when the key was used for another change
 */
function isRepeated(order: StoredOrder, request: StatusRequest, keyHash: string | undefined): boolean {
  const { actor, status, reason, ifMatch } = request;
  if (order.version === 1 || order.lastActor !== actor.id) return false;
  const same = order.status === status && order.lastReason === reason;
  if (keyHash !== undefined && keyHash === order.lastKeyHash) {
    if (same) return true;
    throw new KeyReusedError("This Idempotency-Key was used for another change. Use a new key for a new change.");
  }
  return same && ifMatch !== "any" && matches(ifMatch, order.version - 1);
}

/** The change for a request, if the order's current status allows it. */
function changeOf(order: StoredOrder, request: StatusRequest, now: Date): StatusChange {
  const { actor, status, reason, ifMatch, correlationId } = request;
  if (!maySetStatus(actor, status)) throw new ForbiddenError("Customers may only cancel their orders.");
  if (!matches(ifMatch, order.version)) {
    throw new StaleError(`The order is at version ${order.version}, which is not the one in If-Match.`);
  }
  if (!isLegalTransition(order.status, status)) {
    throw new ConflictError(`An order that is ${order.status} cannot become ${status}.`);
  }
  return {
    orderId: order.orderId,
    fromVersion: order.version,
    fromStatus: order.status,
    toStatus: status,
    at: now.toISOString(),
    actor: actor.id,
    actorType: actor.type,
    reason,
    correlationId,
  };
}

/** Whether the conflicting change was this very one: the write succeeded, its answer was lost, and the SDK repeated it. */
function isOwnChange(order: StoredOrder, change: StatusChange): boolean {
  return (
    order.version === change.fromVersion + 1 &&
    order.status === change.toStatus &&
    order.updatedAt === change.at &&
    order.lastActor === change.actor &&
    order.correlationId === change.correlationId
  );
}
