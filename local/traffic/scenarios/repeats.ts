import { orderBody } from "../bodies";
import { orderIn } from "../http";
import { person } from "../people";
import { place, post, type Traffic } from "../traffic";

const concurrentPosts = 16;

/** The same idempotency key again: with the same body, with another one, and many times at once. */
export async function repeats(traffic: Traffic): Promise<void> {
  await Promise.all([oneAfterTheOther(traffic), allAtOnce(traffic)]);
}

async function oneAfterTheOther(traffic: Traffic): Promise<void> {
  const { random, journal } = traffic;
  const shopper = person("rita-repeats");
  const key = random.uuid();
  const first = await place(traffic, { person: shopper, key });
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

  // The key belongs to the customer: somebody else's order under the same key is an order of its own.
  const stranger = await place(traffic, { person: person("rob-repeats"), key });
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
    journal.placed.push({ person: shopper, body, correlationId, order: orderIn(first), fate: "DELIVERED" });
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
