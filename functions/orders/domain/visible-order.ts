import { uuidPattern } from "../../contracts/fields/uuid";
import { NotFoundError } from "../../shared/errors";
import { type Actor, maySee } from "./access";
import type { StoredOrder } from "./order";
import type { OrderFinder } from "./ports";

/**
 * The requested order.
 *
 * @throws NotFoundError there is none, or it is another customer's; the response does not show which, so that it reveals no ids
 */
export async function visibleOrder(orders: OrderFinder, actor: Actor, orderId: string): Promise<StoredOrder> {
  const id = orderId.toLowerCase();
  const order = uuidPattern.test(id) ? await orders.find(id) : undefined;
  if (order === undefined || !maySee(actor, order)) throw new NotFoundError("There is no such order.");
  return order;
}
