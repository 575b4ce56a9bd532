import type { ActorType, Order } from "./order";
import type { OrderStatus } from "./transitions";

/** The caller, as the authorizer found them in the token. */
export interface Actor {
  /** Subject of the token; a customer's id. */
  readonly id: string;
  readonly type: ActorType;
}

/**
 * The caller of a token.
 *
 * @param scope the token's scopes, separated by spaces
 * @param staffScope the scope that makes its holder staff
 */
export function actorOf(sub: string, scope: string, staffScope: string): Actor {
  return { id: sub, type: scope.split(" ").includes(staffScope) ? "staff" : "customer" };
}

/** Staff see every order, customers their own. */
export function maySee(actor: Actor, order: Pick<Order, "customerId">): boolean {
  return mayActFor(actor, order.customerId);
}

/** Staff act for every customer, customers for themselves. */
export function mayActFor(actor: Actor, customerId: string): boolean {
  return actor.type === "staff" || actor.id === customerId;
}

/** Staff may bring about any status, customers only cancel. Whether the order's state allows it is another question. */
export function maySetStatus(actor: Actor, status: OrderStatus): boolean {
  return actor.type === "staff" || status === "CANCELLED";
}
