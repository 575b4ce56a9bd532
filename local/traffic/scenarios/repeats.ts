import { orderBody } from "../bodies";
import { orderIn } from "../http";
import { person } from "../people";
import { inParallel } from "../poll";
import { placeOrder, post, type Traffic } from "../traffic";

const concurrentPosts = 16;

/** The same idempotency key again: with the same body, with another one, and many times at once. */
export async function repeats(traffic: Traffic): Promise<void> {
  await Promise.all([oneAfterTheOther(traffic), allAtOnce(traffic), tooMany(traffic)]);
}

/** Orders of one customer until the API refuses more: the setting's default, and no other customer of the rehearsal comes near it. */
const ordersPerCustomer = 60;

/** A customer who orders without end is stopped, but may repeat what was taken. */
async function tooMany(traffic: Traffic): Promise<void> {
  const { random, journal } = traffic;
  const shopper = person("oscar-overlimit");
  const keys = Array.from({ length: ordersPerCustomer }, () => random.uuid());
  const placed = await inParallel(keys, 4, (key) => placeOrder(traffic, { person: shopper, key }));
  const answer = await post(traffic, {
    person: shopper,
    body: orderBody(random, shopper),
    correlationId: random.uuid(),
  });
  journal.refused.push({ what: `order ${ordersPerCustomer + 1} of a customer`, ids: ["O7"], expected: [429], answer });
  const seconds = Number(answer.headers.get("retry-after"));
  journal.observe(
    "orders",
    "O7",
    seconds >= 1 && seconds <= 600,
    `after ${ordersPerCustomer} orders: wait ${seconds} s`,
  );
  const [key] = keys;
  const [first] = placed;
  if (key === undefined || first === undefined) throw new Error("nothing was ordered");
  const again = await post(traffic, { person: shopper, key, body: first.body, correlationId: random.uuid() });
  const same = again.status === 200 && orderIn(again).orderId === first.order.orderId;
  journal.observe("orders", "O6", same, `an order repeated beyond the limit answered ${again.status}`);
}

async function oneAfterTheOther(traffic: Traffic): Promise<void> {
  const { random, journal } = traffic;
  const shopper = person("rita-repeats");
  const key = random.uuid();
  const first = await placeOrder(traffic, { person: shopper, key });
  const wrong: string[] = [];
  for (let time = 0; time < 3; time += 1) {
    const answer = await post(traffic, { person: shopper, key, body: first.body, correlationId: random.uuid() });
    if (answer.status !== 200) wrong.push(`answered ${answer.status}`);
    else if (orderIn(answer).orderId !== first.order.orderId) wrong.push("another order was answered");
  }
  const ok = wrong.length === 0;
  journal.observe(
    "orders",
    "O6",
    ok,
    ok ? "the same key and body three times more: 200 and the same order" : wrong.join("; "),
  );

  const other = orderBody(random, shopper);
  const answer = await post(traffic, { person: shopper, key, body: other, correlationId: random.uuid() });
  journal.refused.push({ what: "the same key with another body", ids: ["O6"], expected: [422], answer });

  // The key belongs to the customer: another customer's order with the same key is a separate order.
  const stranger = await placeOrder(traffic, { person: person("rob-repeats"), key });
  const distinct = stranger.order.orderId !== first.order.orderId;
  journal.observe(
    "orders",
    "O6",
    distinct,
    distinct ? "the same key of another customer: an order of its own" : "two customers share an order",
  );
}

async function allAtOnce(traffic: Traffic): Promise<void> {
  const { random, journal } = traffic;
  const shopper = person("connie-concurrent");
  const body = orderBody(random, shopper);
  const key = random.uuid();
  const correlationId = random.uuid();
  // So that the authorizer's answer is remembered, and only the orders are placed at once.
  const path = `/customers/${shopper.customer}/orders`;
  await traffic.api.send({ method: "GET", path, token: await traffic.token(shopper) });
  const answers = await Promise.all(
    Array.from({ length: concurrentPosts }, () => post(traffic, { person: shopper, key, body, correlationId })),
  );
  const created = answers.filter(({ status }) => status === 201);
  const repeated = answers.filter(({ status }) => status === 200);
  const ids = new Set([...created, ...repeated].map((answer) => orderIn(answer).orderId));
  const first = created[0] ?? repeated[0];
  if (first !== undefined) {
    journal.placed.push({ person: shopper, body, correlationId, order: orderIn(first), expectedOutcome: "DELIVERED" });
  }
  const ok = created.length === 1 && repeated.length === concurrentPosts - 1 && ids.size === 1;
  journal.observe(
    "orders",
    "O6",
    ok,
    `${concurrentPosts} posts at once with one key: ${created.length} x 201, ${repeated.length} x 200, ${ids.size} order` +
      (ok ? "" : `; statuses ${answers.map(({ status }) => status).join(" ")}`),
  );
}
