import { orderRequest } from "../../functions/contracts/orders/examples";
import { type Api, createApi, UnexpectedAnswerError } from "../traffic/http";
import { inParallel } from "../traffic/poll";
import type { BareStack } from "./bare-stack";
import type { LocalStack } from "./local-stack";
import { switchMappings } from "./mappings";
import { compareInPairs } from "./pairs";
import type { Figure } from "./statistics";

/**
 * How many callers there are, how many orders they place in a round, and how many pairs of rounds go before those that count: short rounds,
 * so that a pair lies close together, and as many before them that every worker has been started and has run for a while.
 */
const loads = [
  { clients: 1, calls: 30, warmUps: 8, atLeast: 0.92 },
  { clients: 16, calls: 160, warmUps: 8, atLeast: 0.9 },
] as const;

/**
 * Orders per second of the deployed API, and of a bare one that writes an item as large and a log line. What reads the orders' stream is
 * switched off: emails and events are later work, and the bare API has none.
 *
 * @param pairs counted pairs of rounds of each load
 */
export async function measureApiRates(stack: LocalStack, bare: BareStack, pairs: number): Promise<readonly Figure[]> {
  const { publisher, auditor } = stack.outputs.orders.functionNames;
  await switchMappings(stack.aws, publisher, false);
  await switchMappings(stack.aws, auditor, false);
  const { signal } = new AbortController();
  const ours = createApi(stack.outputs.orders.apiUrl, signal);
  const control = createApi(bare.apiUrl, signal);
  const figures: Figure[] = [];
  for (const { clients, calls, warmUps, atLeast } of loads) {
    const compared = await compareInPairs(
      {
        ours: () => rateOf(ours, stack.token, clients, calls),
        control: () => rateOf(control, undefined, clients, calls),
      },
      pairs,
      warmUps,
    );
    figures.push({
      short: `POST, ${clients}`,
      what: `POST /orders, ${clients} client${clients === 1 ? "" : "s"} (stream readers off)`,
      ...compared,
      controlName: "bare API, one conditional write",
      unit: "/s",
      atLeast,
    });
  }
  return figures;
}

async function rateOf(api: Api, token: string | undefined, clients: number, calls: number): Promise<number> {
  const began = performance.now();
  await inParallel(Array.from({ length: calls }), clients, async () => {
    const answer = await api.send({ method: "POST", path: "/orders", body: orderRequest, ...(token && { token }) });
    if (answer.status !== 201) throw new UnexpectedAnswerError("a stored order", answer);
  });
  return (calls * 1000) / (performance.now() - began);
}
