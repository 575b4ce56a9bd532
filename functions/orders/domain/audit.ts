import type { ActorType, StoredOrder } from "./order";
import { changeBetween } from "./order-change";
import type { OrderStatus } from "./transitions";

/** Who did what to which order. One entry per order and version, never changed. */
export interface AuditEntry {
  readonly orderId: string;
  readonly version: number;
  readonly action: "PLACED" | "STATUS_CHANGED" | "REMOVED";
  /** Subject of the token; `unknown` for a removal, of which the table does not tell who did it. */
  readonly actor: string;
  readonly actorType: ActorType | "unknown";
  readonly from?: OrderStatus;
  readonly to?: OrderStatus;
  /** ISO 8601 in UTC with milliseconds. */
  readonly at: string;
  readonly correlationId: string;
  readonly reason?: string;
}

/**
 * The audit entry of what a stream record tells; undefined when order and status are what they were.
 *
 * @param removedAt when a removal was seen; it has no time of its own
 */
export function auditEntryOf(
  before: StoredOrder | undefined,
  after: StoredOrder | undefined,
  removedAt: Date,
): AuditEntry | undefined {
  if (after === undefined) return before === undefined ? undefined : removal(before, removedAt);
  const change = changeBetween(before, after);
  if (change === undefined) return undefined;
  const { orderId, version, lastActor, lastActorType, lastReason, status, updatedAt, correlationId } = after;
  return {
    orderId,
    version,
    action: change.kind === "placed" ? "PLACED" : "STATUS_CHANGED",
    actor: lastActor,
    actorType: lastActorType,
    ...(change.kind === "placed" ? {} : { from: change.previousStatus }),
    to: status,
    at: updatedAt,
    correlationId,
    ...(lastReason === undefined ? {} : { reason: lastReason }),
  };
}

/** No function removes orders, so somebody did it by hand. */
function removal(before: StoredOrder, removedAt: Date): AuditEntry {
  return {
    orderId: before.orderId,
    version: before.version + 1,
    action: "REMOVED",
    actor: "unknown",
    actorType: "unknown",
    from: before.status,
    at: removedAt.toISOString(),
    correlationId: before.correlationId,
  };
}
