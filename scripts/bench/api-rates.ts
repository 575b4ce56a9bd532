import { orderRequest } from "../../functions/orders/api/examples";
import { type Api, createApi, UnexpectedAnswerError } from "../../local/traffic/http";
import { inParallel } from "../../local/traffic/poll";
import type { BareStack } from "./bare-stack";
import type { LocalStack } from "./local-stack";
import { switchMappings } from "./mappings";
import { type Figure, median } from "./statistics";

/** How many callers there are, and how many orders they place in a round. */
const loads = [
  { clients: 1, calls: 60 },
  { clients: 16, calls: 240 },
] as const;

/**
 * Orders per second of the deployed API, and of a bare one that writes an item and a log line. What reads the orders' stream is switched
 * off: mails and events are later work, and the bare API has none.
 *
 * @param rounds counted rounds of each load, after one that isn't
 */
export async function measureApiRates(stack: LocalStack, bare: BareStack, rounds: number): Promise<readonly Figure[]> {
  const { publisher, auditor } = stack.outputs.orders.functionNames;
  await switchMappings(stack.aws, publisher, false);
  await switchMappings(stack.aws, auditor, false);
  const { signal } = new AbortController();
  const ours = createApi(stack.outputs.orders.apiUrl, signal);
  const control = createApi(bare.apiUrl, signal);
  const figures: Figure[] = [];
  for (const { clients, calls } of loads) {
    const rates = { ours: [] as number[], control: [] as number[] };
    for (let round = 0; round <= rounds; round++) {
      const first = await rateOf(ours, stack.token, clients, calls);
      const second = await rateOf(control, undefined, clients, calls);
      if (round === 0) continue;
      rates.ours.push(first);
      rates.control.push(second);
    }
    figures.push({
      what: `POST /orders, ${clients} client${clients === 1 ? "" : "s"} (stream readers off)`,
      ours: median(rates.ours),
      control: median(rates.control),
      controlName: "bare API, one conditional write",
      unit: "/s",
      atLeast: 0.9,
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
