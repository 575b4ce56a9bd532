import { setTimeout as delay } from "node:timers/promises";
import type { Stack } from "../../ops/stack/stack-file";
import { requestToken } from "../issuer/request-token";
import { outputsSchema } from "../run/outputs";
import { orderBody } from "../traffic/bodies";
import { createApi, orderIn } from "../traffic/http";
import { person } from "../traffic/people";
import { inParallel } from "../traffic/poll";
import { createRandom } from "../traffic/random";

/** Orders of one customer: fewer than the shop's limit for each. */
const ordersEach = 10;
/** Callers at a time. */
const width = 8;
/** Refused for too many requests, an order is sent again after this, in milliseconds. */
const pauseMs = 250;

/** Places orders with a running local stack, as fast as it takes them. */
export interface Orders {
  /** @returns the id of the last. @throws {UnexpectedAnswerError} one was refused, but for too many requests */
  place(count: number): Promise<string>;
}

export function createOrders(stack: Stack, signal: AbortSignal): Orders {
  const api = createApi(outputsSchema.parse(stack.outputs).orders.apiUrl, signal);
  const random = createRandom(1);
  const run = random.uuid().slice(0, 8);
  let placed = 0;
  const token = new Map<string, Promise<string>>();
  const tokenOf = (customer: string): Promise<string> => {
    const known = token.get(customer);
    if (known !== undefined) return known;
    token.clear();
    const fresh = requestToken({ url: stack.issuer, secret: stack.tokenSecret ?? "" }, { customer });
    token.set(customer, fresh);
    return fresh;
  };

  async function placeOne(): Promise<string> {
    const customer = `load-${run}-${Math.floor(placed / ordersEach)}`;
    placed += 1;
    const request = { method: "POST", path: "/orders", body: orderBody(random, person(customer)) } as const;
    const authorization = await tokenOf(customer);
    for (;;) {
      const answer = await api.send({ ...request, token: authorization });
      if (answer.status !== 429) return orderIn(answer).orderId;
      await delay(pauseMs, undefined, { signal });
    }
  }

  return {
    async place(count) {
      const ids = await inParallel(Array.from({ length: count }), width, placeOne);
      return ids.at(-1) ?? "";
    },
  };
}
