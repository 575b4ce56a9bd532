import { orderIn } from "../http";
import { clerk, customers, type Person } from "../people";
import { inParallel } from "../poll";
import { patch, placeOrder, type Traffic } from "../traffic";

const racers = 6;

/** Orders change their status: by staff all the way, by customers who cancel, and by many at the same time. */
export async function moves(traffic: Traffic): Promise<void> {
  await Promise.all([
    journey(traffic, customers[0], ["CONFIRMED", "SHIPPED", "DELIVERED", "RETURNED"]),
    journey(traffic, customers[1], ["CONFIRMED", "CANCELLED"]),
    cancels(traffic),
    race(traffic),
  ]);
}

async function journey(traffic: Traffic, owner: Person, statuses: readonly string[]): Promise<void> {
  const { order } = await placeOrder(traffic, { person: owner });
  let from = order.status;
  let version = order.version;
  const stale = `"${version}"`;
  for (const status of statuses) {
    const answer = await patch(traffic, { person: clerk, orderId: order.orderId, status });
    if (answer.status !== 200)
      return traffic.journal.observe(
        "orders",
        "O6",
        false,
        `${from} -> ${status} answered ${answer.status}: ${answer.text}`,
      );
    version += 1;
    traffic.journal.moved.push({ orderId: order.orderId, from, to: status, actor: clerk.customer, version });
    from = status;
  }
  const first = await traffic.api.send({
    method: "GET",
    path: `/orders/${order.orderId}`,
    token: await traffic.token(owner),
  });
  const moved = orderIn(first);
  const ok = moved.status === from && moved.version === version;
  traffic.journal.observe(
    "orders",
    "O1",
    ok,
    `staff moved an order PLACED -> ${statuses.join(" -> ")}; its owner reads ${moved.status}`,
  );

  // No further status is possible, or the order has changed since: both must be rejected.
  const answer = await patch(traffic, { person: clerk, orderId: order.orderId, status: "CONFIRMED" });
  traffic.journal.refused.push({ what: `${from} -> CONFIRMED`, ids: ["O6"], expected: [409], answer });
  const late = await patch(traffic, { person: clerk, orderId: order.orderId, status: "CANCELLED", etag: stale });
  traffic.journal.refused.push({
    what: "a change of an order that has changed since it was read",
    ids: ["O6"],
    expected: [412],
    answer: late,
  });
}

async function cancels(traffic: Traffic): Promise<void> {
  const owners = customers.slice(2);
  const statuses = await inParallel(owners, 3, async (owner) => {
    const { order } = await placeOrder(traffic, { person: owner });
    const read = await traffic.api.send({
      method: "GET",
      path: `/orders/${order.orderId}`,
      token: await traffic.token(owner),
    });
    const etag = read.headers.get("etag") ?? "";
    const answer = await patch(traffic, { person: owner, orderId: order.orderId, status: "CANCELLED", etag });
    if (answer.status === 200) {
      traffic.journal.moved.push({
        orderId: order.orderId,
        from: "PLACED",
        to: "CANCELLED",
        actor: owner.customer,
        version: order.version + 1,
      });
    }
    return answer.status === 200 ? orderIn(answer).status : `${answer.status} ${answer.text}`;
  });
  const ok = statuses.every((status) => status === "CANCELLED");
  traffic.journal.observe(
    "orders",
    "O1",
    ok,
    ok ? `${owners.length} customers cancelled an order of theirs with its ETag` : statuses.join("; "),
  );
}

/** All requests name the same version, so only one change may succeed. */
async function race(traffic: Traffic): Promise<void> {
  const { order } = await placeOrder(traffic, { person: customers[2] });
  const read = await traffic.api.send({
    method: "GET",
    path: `/orders/${order.orderId}`,
    token: await traffic.token(clerk),
  });
  const etag = read.headers.get("etag") ?? "";
  const answers = await Promise.all(
    Array.from({ length: racers }, (_, index) =>
      patch(traffic, {
        person: clerk,
        orderId: order.orderId,
        status: index % 2 === 0 ? "CONFIRMED" : "CANCELLED",
        etag,
        // The same move by the same clerk from the same version would be one request that comes again.
        reason: `racer ${index}`,
      }),
    ),
  );
  const won = answers.filter(({ status }) => status === 200);
  const lost = answers.filter(({ status }) => status === 412);
  const winner = won[0];
  if (winner !== undefined) {
    const to = orderIn(winner).status;
    traffic.journal.moved.push({
      orderId: order.orderId,
      from: "PLACED",
      to,
      actor: clerk.customer,
      version: order.version + 1,
    });
  }
  const ok = won.length === 1 && lost.length === racers - 1;
  traffic.journal.observe(
    "orders",
    "O6",
    ok,
    `${racers} changes of one order at once, all from the same version: ${won.length} taken, ${lost.length} refused as stale (412)` +
      (ok ? "" : `; statuses ${answers.map(({ status }) => status).join(" ")}`),
  );
}
