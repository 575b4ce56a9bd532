import { uuidPattern } from "../../contracts/fields/uuid";
import { NotFoundError } from "../../shared/errors";
import { type Actor, maySee } from "./access";
import type { StoredOrder } from "./order";
import type { OrderFinder } from "./ports";

/**
 * The order that the caller asks for.
 *
 * @throws NotFoundError when there is none, or when it is another customer's: the response does not show which ids exist
 */
export async function visibleOrder(orders: OrderFinder, actor: Actor, orderId: string): Promise<StoredOrder> {
  const id = orderId.toLowerCase();
  const order = uuidPattern.test(id) ? await orders.find(id) : undefined;
  if (order === undefined || !maySee(actor, order)) throw new NotFoundError("There is no such order.");
  return order;
}
