import { setTimeout as delay } from "node:timers/promises";
import { peek } from "../../ops/queues/peek";
import { orderBody } from "../traffic/bodies";
import { orderIn } from "../traffic/http";
import { type Person, person } from "../traffic/people";
import { inParallel, until } from "../traffic/poll";
import { carriers } from "../traffic/scenarios/carriers";
import { confirmAtOnce, poison } from "../traffic/scenarios/queue-trouble";
import { post, type Traffic } from "../traffic/traffic";
import { notifyAtOnce } from "./notifications";

/** Traffic that is sent during the storm. */
export interface StormSize {
  readonly orders: number;
  readonly confirmations: number;
  /** Seven events each. */
  readonly shipments: number;
  readonly notifications: number;
}

const width = 5;
/** Number of customers: enough that none reaches the limit of orders per customer. */
const customers = 50;
const mostTries = 200;
const portions = 10;
/** Messages in a queue. */
const mostWaiting = 100;
/** Shipments, so that one of their events is broken. */
const fewestWithPoison = 8;

/** Places orders as a correct client does: with the same key until there is a final response. @returns number of requests */
export async function orderThroughStorm(traffic: Traffic, count: number): Promise<number> {
  const buyers = Array.from({ length: count }, (_, index) => person(`storm-${index % customers}`));
  const requests = await inParallel(buyers, width, (buyer) => orderUntilTaken(traffic, buyer));
  return requests.reduce((sum, one) => sum + one, 0);
}

/** Places one order with the same key until it is taken. @returns number of requests @throws {Error} it was refused for good, or too often */
export async function orderUntilTaken(traffic: Traffic, buyer: Person): Promise<number> {
  const body = orderBody(traffic.random, buyer);
  const [key, correlationId] = [traffic.random.uuid(), traffic.random.uuid()];
  for (let requests = 1; requests <= mostTries; requests += 1) {
    const answer = await post(traffic, { person: buyer, body, key, correlationId });
    if (answer.status < 300) {
      const order = orderIn(answer);
      traffic.journal.placed.push({ person: buyer, body, correlationId, order, expectedOutcome: "DELIVERED" });
      return requests;
    }
    if (answer.status < 500 && answer.status !== 429) throw new Error(`POST /orders: ${answer.status} ${answer.text}`);
    await delay(Math.min(2_000, 100 * 2 ** (requests - 1)), undefined, { signal: traffic.signal });
  }
  throw new Error(`an order was not taken after ${mostTries} requests`);
}

/**
 * Messages straight to topics and bus, the poison first, the others in portions, so that they meet the storm and not one moment of it.
 *
 * @param enough whether the storm has blown enough: until then portions go on being sent
 * @returns faults of the chat room
 */
export async function messagesThroughStorm(
  traffic: Traffic,
  { confirmations, shipments, notifications }: StormSize,
  enough: () => boolean,
): Promise<number> {
  let roomFaults = 0;
  await poison(traffic);
  await carriers(traffic, fewestWithPoison);
  for (let portion = 0; portion < portions || !enough(); portion += 1) {
    roomFaults += await notifyAtOnce(traffic, Math.ceil(notifications / portions), portion);
    await confirmAtOnce(traffic, Math.ceil(confirmations / portions));
    await carriers(traffic, Math.ceil(shipments / portions));
    await delay(1_000, undefined, { signal: traffic.signal });
    await workedOff(traffic);
  }
  return roomFaults;
}

/** Waits until little is left to be worked off: more than that would meet no storm, for it waits until that is over. */
async function workedOff({ outputs, signal, stack }: Traffic): Promise<void> {
  const urls = [outputs.confirmations.queueUrl, outputs.shipments.queueUrl, ...(stack.asynchronous?.queueUrls() ?? [])];
  const look = async () => {
    const counts = await Promise.all(urls.map(async (url) => (await peek(stack.target, url)).length));
    return { ok: counts.every((count) => count <= mostWaiting), detail: counts.join() };
  };
  await until(look, { signal, limitMs: Number.POSITIVE_INFINITY, mostMs: Number.POSITIVE_INFINITY });
}
