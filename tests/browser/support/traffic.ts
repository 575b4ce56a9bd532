import type { TryAnswer, TryForms } from "../../../console/contract";
import type { ConsoleRun } from "./console-run";

/** Asks the console's API, as its page does. @throws {Error} it was refused */
export async function ask<T>(
  { url, authorization }: Pick<ConsoleRun, "url" | "authorization">,
  path: string,
  body?: object,
) {
  const response = await fetch(new URL(`/api/${path}`, url), {
    ...(body !== undefined && { method: "POST", body: JSON.stringify(body) }),
    headers: { authorization: authorization(), "content-type": "application/json" },
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

/** Places the API document's own example of an order, for an address that no other test bounces. @returns its id */
export async function placeOrder(run: Pick<ConsoleRun, "url" | "authorization">): Promise<string> {
  const { operations } = await ask<TryForms>(run, "try");
  const create = operations.find(({ method }) => method === "POST");
  const [example = "{}"] = Object.values(create?.examples ?? {});
  const body = JSON.stringify({ ...JSON.parse(example), customerEmail: "grace@example.com" });
  const request = { operation: create?.id, parameters: {}, body, customer: "ada", confirm: "yes" };
  const { body: answer } = await ask<TryAnswer>(run, "try/request", request);
  const orderId = /"orderId": "([\w-]+)"/.exec(answer)?.[1];
  if (orderId === undefined) throw new Error(`no order was placed: ${answer}`);
  return orderId;
}

/** Puts an event on the bus that ends among the dead letters. @returns its shipment's id */
export async function sendPoison(run: Pick<ConsoleRun, "url" | "authorization">): Promise<string> {
  const shipmentId = `parcel-${Math.random().toString(36).slice(2, 8)}`;
  const event = { eventId: `${shipmentId}-1`, shipmentId, orderId: "order-1", carrier: "ups", status: "LOST_IN_SPACE" };
  const detail = JSON.stringify({ ...event, occurredAt: new Date().toISOString(), location: "Vienna" });
  await ask(run, "try/event", { carrier: "ups", detail, confirm: "yes" });
  return shipmentId;
}
