import { isSameAddress } from "../../contracts/fields/email-address";
import type { Order } from "../../contracts/orders/schemas";
import type { OrderStatus } from "../../contracts/orders/transitions";
import type { ActorType } from "./order";

/** The caller, as the authorizer found them in the token. */
export interface Actor {
  /** Subject of the token; a customer's id. */
  readonly id: string;
  readonly type: ActorType;
  /** Email address, if the token has one that the issuer has verified. */
  readonly email?: string;
}

/**
 * Where a customer's confirmations may go: `token`, to the verified address in the token if it has one; `body`, to the address in the
 * order, whatever it is.
 */
export const orderRecipients = ["token", "body"] as const;

export type OrderRecipient = (typeof orderRecipients)[number];

/** What the authorizer passes on from the token. */
export interface TokenFacts {
  readonly sub: string;
  /** The token's scopes, separated by spaces. */
  readonly scope: string;
  readonly email?: string | undefined;
}

/**
 * The caller of a token.
 *
 * @param staffScope scope of staff members' tokens
 */
export function actorOf({ sub, scope, email }: TokenFacts, staffScope: string): Actor {
  const type = scope.split(" ").includes(staffScope) ? "staff" : "customer";
  return { id: sub, type, ...(email !== undefined && { email }) };
}

/** Staff see every order, customers their own. */
export function maySee(actor: Actor, order: Pick<Order, "customerId">): boolean {
  return mayActFor(actor, order.customerId);
}

/** Staff act for every customer, customers for themselves. */
export function mayActFor(actor: Actor, customerId: string): boolean {
  return actor.type === "staff" || actor.id === customerId;
}

/** Whether the confirmation of a caller's order may go to an address: staff's to any, a customer's to the one of their token, if it has one. */
export function mayEmailTo(actor: Actor, address: string): boolean {
  return actor.type === "staff" || actor.email === undefined || isSameAddress(actor.email, address);
}

/** Staff may bring about any status, customers only cancel. Whether the order's state allows it is another question. */
export function maySetStatus(actor: Actor, status: OrderStatus): boolean {
  return actor.type === "staff" || status === "CANCELLED";
}
