// The tables as the operations need them. Every method may throw.
import type { OrderStatus } from "../../contracts/orders/transitions";
import type { AuditEntry } from "./audit";
import type { Position } from "./cursor";
import type { ActorType, StoredOrder } from "./order";

/** A change of status, made only if the order has not changed since it was read. */
export interface StatusChange {
  readonly orderId: string;
  /** The version that was read. */
  readonly fromVersion: number;
  readonly fromStatus: OrderStatus;
  readonly toStatus: OrderStatus;
  /** ISO 8601 in UTC with milliseconds. */
  readonly at: string;
  readonly actor: string;
  readonly actorType: ActorType;
  readonly reason?: string | undefined;
  readonly keyHash?: string | undefined;
  readonly correlationId: string;
}

export interface OrderInserter {
  /**
   * Stores a new order. `exists`: an order with this id exists and is unchanged. `exists-after-retry`: the same, but the client sent the
   * write more than once, so the existing item may be this order, stored by an attempt whose answer was lost.
   */
  insert(order: StoredOrder): Promise<"inserted" | "exists" | "exists-after-retry">;
}

export interface OrderFinder {
  /** The order as it is now (a consistent read). */
  find(orderId: string): Promise<StoredOrder | undefined>;
}

export interface StatusChanger {
  /** The order after the change; undefined when version or status differ from those of the change, or the order is gone. */
  changeStatus(change: StatusChange): Promise<StoredOrder | undefined>;
}

/** Part of a customer's orders, newest first. */
export interface OrdersPage {
  readonly orders: readonly StoredOrder[];
  /** Whether more orders follow. */
  readonly more: boolean;
}

export interface OrderLister {
  /** At most `limit` orders after a position; eventually consistent, as every index is. */
  page(customerId: string, limit: number, after: Position | undefined): Promise<OrdersPage>;
}

export interface RecentOrders {
  /**
   * When the customer's `nth` newest order since a moment was placed; undefined when there are fewer. Reads `nth` orders at most; eventually
   * consistent, so that of orders placed at once some may not be counted yet.
   */
  nthSince(customerId: string, nth: number, since: Date): Promise<Date | undefined>;
}

/** Stores audit entries. */
export interface AuditStore {
  /** Writes an entry; `exists` when there is one for the same order and version, which stays as it is. */
  record(entry: AuditEntry): Promise<"recorded" | "exists">;
}
