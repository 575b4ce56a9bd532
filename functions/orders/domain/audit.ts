import type { OrderStatus } from "../../contracts/orders/transitions";
import type { ActorType } from "./order";
import type { OrderChange, RemovedOrder } from "./order-change";

/** Who changed which order, and how. One entry per order and version, never changed. */
export interface AuditEntry {
  readonly orderId: string;
  /** Of the order, a whole number; for a removal about half a version later than the last. */
  readonly version: number;
  readonly action: "PLACED" | "STATUS_CHANGED" | "REMOVED";
  /** Subject of the token; `unknown` for a deletion, for which the stream does not show who made it. */
  readonly actor: string;
  readonly actorType: ActorType | "unknown";
  readonly from?: OrderStatus;
  readonly to?: OrderStatus;
  /** ISO 8601 in UTC with milliseconds. */
  readonly at: string;
  readonly correlationId: string;
  readonly reason?: string;
}

/** The audit entry of a change. */
export function auditEntryOf(change: OrderChange): AuditEntry {
  const { orderId, version, lastActor, lastActorType, lastReason, status, updatedAt, correlationId } = change.order;
  return {
    orderId,
    version,
    action: change.kind === "placed" ? "PLACED" : "STATUS_CHANGED",
    actor: lastActor,
    actorType: lastActorType,
    ...(change.kind === "status-changed" && change.previousStatus !== undefined && { from: change.previousStatus }),
    to: status,
    at: updatedAt,
    correlationId,
    ...(lastReason === undefined ? {} : { reason: lastReason }),
  };
}

/**
 * A removal stands between the order's last version and the next: an order that a restore brings back goes on with that one, whose entry must
 * not be taken. It may be removed again at the same version, so the second of the removal stands behind the half, as a fraction that has ten
 * digits until the year 2286.
 */
const BETWEEN_VERSIONS = 0.5;
const SECONDS_AS_FRACTION = 1e11;

/**
 * The audit entry of a removal. No function removes orders, so it was done manually.
 *
 * @param removedAt by the stream's record, the same however often that is delivered; undefined when it has no time
 * @param now stands for a time that is not there
 */
export function removalEntryOf(order: RemovedOrder, removedAt: Date | undefined, now: Date): AuditEntry {
  const second = removedAt === undefined ? 0 : Math.floor(removedAt.getTime() / 1000);
  return {
    orderId: order.orderId,
    version: order.version + BETWEEN_VERSIONS + second / SECONDS_AS_FRACTION,
    action: "REMOVED",
    actor: "unknown",
    actorType: "unknown",
    from: order.status,
    at: (removedAt ?? now).toISOString(),
    correlationId: order.correlationId,
  };
}
