import { currencies, orderBody } from "../bodies";
import { orderIn, pageSchema } from "../http";
import type { PlacedOrder } from "../journal";
import { clerk, customers, type Person } from "../people";
import { inParallel } from "../poll";
import { placeOrder, type Traffic } from "../traffic";

/** Small, so that a list of seven orders has four pages. */
const pageSize = 2;
const ordersEach = 6;
/**
 * Requests at the same time. The emulator starts a process for each call at a time of each function, and starting one
 * costs most.
 */
const width = 4;

/** Customers place orders in every currency, read them again, and page through what they have; staff sees them too. */
export async function shopping(traffic: Traffic): Promise<void> {
  const wishes = customers.flatMap((person) =>
    Array.from({ length: ordersEach }, (_, index) => ({ person, currency: currencies[index % currencies.length] })),
  );
  const placed = await inParallel(wishes, width, ({ person, currency }) =>
    placeOrder(traffic, { person, body: orderBody(traffic.random, person, currency) }),
  );
  await Promise.all([read(traffic, placed), list(traffic, placed)]);
}

async function read(traffic: Traffic, placed: readonly PlacedOrder[]): Promise<void> {
  const wrong: string[] = [];
  await inParallel(placed, width, async ({ person, order }, index) => {
    const reader = index % 5 === 0 ? clerk : person;
    const token = await traffic.token(reader);
    const answer = await traffic.api.send({ method: "GET", path: `/orders/${order.orderId}`, token });
    const same = answer.status === 200 && JSON.stringify(orderIn(answer)) === JSON.stringify(order);
    if (!same) wrong.push(`${order.orderId} for ${reader.customer}: ${answer.status}`);
  });
  traffic.journal.observe(
    "orders",
    "O1",
    wrong.length === 0,
    wrong.length === 0
      ? `${placed.length} orders placed (201) and read again (200), each as it was answered when placed`
      : `read back differently: ${wrong.slice(0, 5).join("; ")}`,
  );
}

async function list(traffic: Traffic, placed: readonly PlacedOrder[]): Promise<void> {
  const wrong: string[] = [];
  await inParallel(customers, 2, async (person) => {
    const expected = placed
      .filter(({ person: owner }) => owner.customer === person.customer)
      .map(({ order }) => order.orderId);
    const { ids, sorted } = await pages(traffic, person);
    const missing = expected.filter((id) => !ids.includes(id));
    if (missing.length > 0)
      wrong.push(`${person.customer}: ${missing.length} of ${expected.length} orders are missing`);
    if (new Set(ids).size !== ids.length) wrong.push(`${person.customer}: an order is on two pages`);
    if (!sorted) wrong.push(`${person.customer}: not newest first`);
  });
  traffic.journal.observe(
    "orders",
    "O1",
    wrong.length === 0,
    wrong.length === 0
      ? `${customers.length} customers paged through their orders by ${pageSize}: all there, newest first, none twice`
      : wrong.join("; "),
  );
}

/** All orders of a customer, page by page; bounded, so that a cursor that leads in a circle is found. */
async function pages(traffic: Traffic, person: Person): Promise<{ readonly ids: string[]; readonly sorted: boolean }> {
  const ids: string[] = [];
  const times: string[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < 50; page += 1) {
    const next = cursor === undefined ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    const answer = await traffic.api.send({
      method: "GET",
      path: `/customers/${person.customer}/orders?limit=${pageSize}${next}`,
      token: await traffic.token(page % 2 === 0 ? person : clerk),
    });
    const parsed = pageSchema.safeParse(answer.json);
    if (answer.status !== 200 || !parsed.success)
      throw new Error(`a list answered ${answer.status}: ${answer.text.slice(0, 300)}`);
    for (const order of parsed.data.orders) {
      ids.push(order.orderId);
      times.push(order.createdAt);
    }
    cursor = parsed.data.nextCursor;
    if (cursor === undefined) break;
  }
  return { ids, sorted: times.every((time, index) => index === 0 || time <= (times[index - 1] ?? time)) };
}
