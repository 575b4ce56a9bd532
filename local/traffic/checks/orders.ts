import Big from "big.js";
import { textOf } from "../../../ops/stack/tables";
import { expectedTotal } from "../bodies";
import { problemSchema } from "../http";
import type { PlacedOrder } from "../journal";
import type { Check } from "./check";
import { verdict } from "./check";

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Every order that was answered is one row with the right total, and there is no other row. */
export const rows: Check = {
  pipeline: "orders",
  ids: ["O2", "O6"],
  async look({ traffic, evidence }) {
    const { placed } = traffic.journal;
    const stored = await evidence.orders();
    const wrong: string[] = [];
    for (const { order, body, person } of placed) {
      const row = stored.get(order.orderId);
      const total = expectedTotal(body);
      if (row === undefined) wrong.push(`order ${order.orderId} is not in the table`);
      else if (order.total !== total)
        wrong.push(`order ${order.orderId} costs ${total} ${body.currency}, answered ${order.total}`);
      else if (!new Big(textOf(row, "total")).eq(total))
        wrong.push(`order ${order.orderId} is stored with ${textOf(row, "total")}`);
      else if (textOf(row, "customerId") !== person.customer)
        wrong.push(`order ${order.orderId} is ${textOf(row, "customerId")}'s`);
      if (!uuid.test(order.orderId)) wrong.push(`${order.orderId} is no UUID`);
    }
    const expected = new Set(placed.map(({ order }) => order.orderId));
    if (traffic.stack.target.bundled) {
      for (const id of stored.keys())
        if (!expected.has(id)) wrong.push(`order ${id} is in the table and was not published`);
    }
    const currencies = new Set(placed.map(({ body }) => body.currency)).size;
    return verdict(
      wrong,
      `${expected.size} orders answered, ${expected.size} rows, exact totals in ${currencies} currencies, no other row`,
    );
  },
};

/** What a response must not reveal: stack traces, ARNs, internal names. */
const internals = /\bat .+:\d+:\d+|arn:aws|Exception|node_modules|dynamodb|\bstack\b/i;

/** Every rejected request has the right status and a problem document that a browser may read. */
export function refusalChecks(ids: readonly string[]): readonly Check[] {
  return ids.map((id) => ({
    pipeline: "orders",
    ids: [id],
    async look({ traffic }) {
      const refused = traffic.journal.refused.filter((entry) => entry.ids.includes(id));
      const wrong = refused
        .filter(({ expected, answer }) => !expected.includes(answer.status))
        .map(
          ({ what, expected, answer }) =>
            `${what}: ${answer.status} instead of ${expected.join(" or ")} (${answer.text.slice(0, 120)})`,
        );
      const statuses = [...new Set(refused.map(({ answer }) => answer.status))].sort().join(", ");
      return verdict(
        wrong,
        `${refused.length} requests refused as they should be (${statuses}), such as ${refused[0]?.what}`,
      );
    },
  }));
}

/** RFC 9457, correlation id and CORS on every error, of the gateway and of functions. */
export const problems: Check = {
  pipeline: "orders",
  ids: ["O3"],
  async look({ traffic }) {
    const wrong: string[] = [];
    for (const { what, answer } of traffic.journal.refused) {
      const problem = problemSchema.safeParse(answer.json);
      if (!problem.success) wrong.push(`${what}: no problem document: ${answer.text.slice(0, 120)}`);
      else if (problem.data.status !== answer.status)
        wrong.push(`${what}: status ${problem.data.status} in a ${answer.status}`);
      else if (answer.status === 400 && (problem.data.errors ?? []).length === 0)
        wrong.push(`${what}: does not say which field: ${answer.text.slice(0, 120)}`);
      if (!(answer.headers.get("content-type") ?? "").startsWith("application/problem+json")) {
        wrong.push(`${what}: content type ${answer.headers.get("content-type")}`);
      }
      if (answer.headers.get("access-control-allow-origin") === null) wrong.push(`${what}: no CORS header`);
      if (internals.test(answer.text)) wrong.push(`${what}: shows internals: ${answer.text.slice(0, 160)}`);
    }
    const count = traffic.journal.refused.length;
    return verdict(
      wrong,
      `${count} error answers, the gateway's own included: each a problem document with correlation id and CORS headers, every 400 names its fields, no internals`,
    );
  },
};

/** The audit has who changed which order. */
export const audit: Check = {
  pipeline: "orders",
  ids: ["O10"],
  async look({ traffic, evidence }) {
    const entries = new Map(
      (await evidence.audit()).map((item) => [`${textOf(item, "orderId")} ${textOf(item, "version")}`, item]),
    );
    const wrong: string[] = [];
    const { placed, moved, deleted } = traffic.journal;
    for (const { order, person, correlationId } of placed) {
      const entry = entries.get(`${order.orderId} 1`);
      if (entry === undefined) wrong.push(`no entry for the placing of ${order.orderId}`);
      else if (textOf(entry, "actor") !== person.customer)
        wrong.push(`${order.orderId} was placed by ${person.customer}, not ${textOf(entry, "actor")}`);
      else if (textOf(entry, "correlationId") !== correlationId && !isShared(placed, order.orderId)) {
        wrong.push(`the entry of ${order.orderId} has another correlation id`);
      }
    }
    for (const { orderId, to, actor, version } of moved) {
      const entry = entries.get(`${orderId} ${version}`);
      if (entry === undefined) wrong.push(`no entry for ${orderId} becoming ${to}`);
      else if (textOf(entry, "actor") !== actor)
        wrong.push(`${orderId} became ${to} by ${actor}, not ${textOf(entry, "actor")}`);
    }
    const removals = new Set(
      [...entries.values()].flatMap((entry) => (entry.action === "REMOVED" ? [textOf(entry, "orderId")] : [])),
    );
    for (const orderId of deleted) if (!removals.has(orderId)) wrong.push(`no entry for the removal of ${orderId}`);
    const placings = new Set(placed.map(({ order }) => order.orderId)).size;
    const expected = placings + moved.length + deleted.length;
    if (traffic.stack.target.bundled && entries.size !== expected)
      wrong.push(`${entries.size} entries for ${expected} changes`);
    return verdict(
      wrong,
      `${expected} audit entries: ${placings} orders placed, ${moved.length} status changes, each with its actor${deleted.length === 0 ? "" : `, and ${deleted.length} removals`}`,
    );
  },
};

function isShared(placed: readonly PlacedOrder[], orderId: string): boolean {
  return placed.filter(({ order }) => order.orderId === orderId).length > 1;
}
