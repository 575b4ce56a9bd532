import type { StoredOrder } from "../../../functions/orders/domain/order";
import type {
  OrderFinder,
  OrderInserter,
  OrderLister,
  RecentOrders,
  StatusChanger,
} from "../../../functions/orders/domain/ports";

/** The orders table in memory, with its conditions. Every call gives way to others first, as a call over the network does. */
export function createMemoryOrders(...stored: StoredOrder[]) {
  const orders = new Map(stored.map((order) => [order.orderId, order]));
  const pause = () => new Promise<void>((resolve) => setImmediate(resolve));
  const store: OrderInserter & OrderFinder & StatusChanger & OrderLister & RecentOrders = {
    insert: async (order) => {
      await pause();
      if (orders.has(order.orderId)) return "exists";
      orders.set(order.orderId, order);
      return "inserted";
    },
    find: async (orderId) => {
      await pause();
      return orders.get(orderId);
    },
    changeStatus: async (change) => {
      await pause();
      const order = orders.get(change.orderId);
      if (order?.version !== change.fromVersion || order.status !== change.fromStatus) return undefined;
      const changed: StoredOrder = {
        ...order,
        status: change.toStatus,
        version: order.version + 1,
        updatedAt: change.at,
        lastActor: change.actor,
        lastActorType: change.actorType,
        lastReason: change.reason,
        lastKeyHash: change.keyHash,
        correlationId: change.correlationId,
      };
      orders.set(order.orderId, changed);
      return changed;
    },
    page: async (customerId, limit, after) => {
      await pause();
      const position = (order: { createdAt: string; orderId: string }) => `${order.createdAt}${order.orderId}`;
      const all = [...orders.values()]
        .filter((order) => order.customerId === customerId)
        .filter((order) => after === undefined || position(order) < position(after))
        .sort((a, b) => (position(a) < position(b) ? 1 : -1));
      return { orders: all.slice(0, limit), more: all.length > limit };
    },
    nthSince: async (customerId, nth, since) => {
      await pause();
      const times = [...orders.values()]
        .filter((order) => order.customerId === customerId && order.createdAt >= since.toISOString())
        .map(({ createdAt }) => createdAt)
        .sort()
        .reverse();
      const time = times[nth - 1];
      return time === undefined ? undefined : new Date(time);
    },
  };
  return { ...store, all: () => [...orders.values()] };
}
