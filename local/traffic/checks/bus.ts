import * as z from "zod";
import { orderEvents, ordersSource } from "../../../functions/contracts/bus";
import type { Check } from "./check";
import { verdict } from "./check";

const eventSchema = z.looseObject({
  source: z.literal(ordersSource),
  "detail-type": z.enum(orderEvents),
  detail: z.looseObject({
    orderId: z.string(),
    status: z.string(),
    previousStatus: z.string().optional(),
    version: z.int(),
    correlationId: z.string(),
  }),
});

/** The outbox: every change on the bus, in order per order, and nothing in the failure queues. */
export const outbox: Check = {
  pipeline: "orders",
  ids: ["O8"],
  needsInspection: true,
  async look({ traffic, evidence, observerQueueUrl }) {
    const { placed, moved } = traffic.journal;
    const { publisherFailureQueueUrl, auditorFailureQueueUrl } = traffic.outputs.orders;
    const wrong: string[] = [];
    const versions = new Map<string, number[]>();
    for (const { Body } of await evidence.queue(observerQueueUrl)) {
      const event = eventSchema.safeParse(JSON.parse(Body));
      if (!event.success) {
        wrong.push(`an event of another shape: ${Body.slice(0, 160)}`);
        continue;
      }
      const { orderId, version } = event.data.detail;
      const seen = versions.get(orderId) ?? [];
      if (version < (seen.at(-1) ?? 0)) wrong.push(`${orderId}: version ${version} came after ${seen.at(-1)}`);
      versions.set(orderId, [...seen, version]);
    }
    for (const { order } of placed)
      if (versions.get(order.orderId)?.[0] !== 1) wrong.push(`no OrderPlaced for ${order.orderId}`);
    for (const { orderId, to, version } of moved) {
      if (versions.get(orderId)?.includes(version) !== true)
        wrong.push(`no OrderStatusChanged for ${orderId} becoming ${to}`);
    }
    for (const url of [publisherFailureQueueUrl, auditorFailureQueueUrl]) {
      const failed = await evidence.queue(url);
      if (failed.length > 0) wrong.push(`${failed.length} records in ${url.split("/").at(-1)}`);
    }
    const orders = new Set(placed.map(({ order }) => order.orderId)).size;
    return verdict(
      wrong,
      `${orders} OrderPlaced and ${moved.length} OrderStatusChanged on the shop's bus, in order for each order; no failed record`,
    );
  },
};
