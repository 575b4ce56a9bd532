import { textOf } from "../../../ops/stack/tables";
import type { Check } from "./check";
import { verdict } from "./check";

/** A request's correlation id is found at every hop, including the email. */
export const correlation: Check = {
  pipeline: "stack",
  ids: ["X6"],
  needsInspection: true,
  async look({ traffic, evidence, observerQueueUrl }) {
    const placed = traffic.journal.placed.filter(({ expectedOutcome }) => expectedOutcome === "DELIVERED").slice(0, 10);
    const [shipments, orders, deliveries, emails, lines, events] = await Promise.all([
      evidence.shipments(),
      evidence.orders(),
      evidence.deliveries(),
      evidence.emailsByOrder(),
      evidence.logs(),
      evidence.queue(observerQueueUrl),
    ]);
    const { orders: ordersOut, confirmations } = traffic.outputs;
    const hops = [
      ordersOut.functionNames.create,
      ordersOut.functionNames.publisher,
      ordersOut.functionNames.auditor,
      confirmations.functionNames.sender,
      ...(traffic.stack.proxy === undefined ? [] : [confirmations.functionNames.feedback]),
    ];
    const shipped = new Set(traffic.journal.carriers.flatMap((plan) => plan.shipments.map(({ orderId }) => orderId)));
    const { functionName: processor } = traffic.outputs.shipments;
    const wrong: string[] = [];
    for (const { order, correlationId } of placed) {
      const audited = (await evidence.audit()).some(
        (item) => textOf(item, "orderId") === order.orderId && textOf(item, "correlationId") === correlationId,
      );
      const entries: readonly (readonly [string, boolean])[] = [
        ["the order", orders.has(order.orderId) && audited],
        ["the delivery", textOf(deliveries.get(order.orderId), "correlationId") === correlationId],
        ["the bus", events.some(({ Body }) => Body.includes(correlationId))],
        [
          "the email",
          emails.get(order.orderId)?.some(({ BodyText }) => BodyText?.includes(correlationId) === true) === true,
        ],
        ...(shipped.has(order.orderId)
          ? [
              [
                "the shipment",
                shipments.some(
                  (item) =>
                    item.sk === "STATE" && item.orderId === order.orderId && item.correlationId === correlationId,
                ),
              ] as const,
            ]
          : []),
        ...(shipped.has(order.orderId) ? [...hops, processor] : hops).map(
          (name) =>
            [
              `the log of ${name}`,
              lines.some(
                (line) => line.functionName === name && line.json !== undefined && line.text.includes(correlationId),
              ),
            ] as const,
        ),
      ];
      for (const [where, found] of entries) if (!found) wrong.push(`${correlationId} is not in ${where}`);
    }
    return verdict(
      wrong,
      `${placed.length} correlation ids followed from the API through audit, bus, topic, queue and delivery into the email and to the shipment, and in the JSON logs of ${hops.length + 1} functions`,
    );
  },
};
