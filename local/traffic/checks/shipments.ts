import * as z from "zod";
import { readIndex } from "../../../ops/stack/index-reader";
import { textOf } from "../../../ops/stack/tables";
import { inBurst } from "../burst";
import { shipmentsIn } from "../evidence/shipments";
import type { ShipmentPlan } from "../shipment-plan";
import type { Traffic } from "../traffic";
import type { Check } from "./check";
import { verdict } from "./check";

/** All events that carriers sent. */
function planned({ journal }: Traffic): Pick<ShipmentPlan, "shipments" | "malformed"> & { readonly sent: number } {
  return {
    shipments: journal.carriers.flatMap(({ shipments }) => shipments),
    malformed: journal.carriers.flatMap(({ malformed }) => malformed),
    sent: journal.carriers.reduce((sum, { entries }) => sum + entries.length, 0),
  };
}

/** Every shipment has exactly its events, and the state of the newest. */
export const journeys: Check = {
  pipeline: "shipments",
  ids: ["S3"],
  async look({ traffic, evidence }) {
    const { shipments, sent } = planned(traffic);
    const stored = shipmentsIn(await evidence.shipments());
    const wrong: string[] = [];
    for (const { shipmentId, orderId, correlationId, history, state } of shipments) {
      const found = stored.get(shipmentId);
      const events = found?.events.map((item) => `${textOf(item, "sk")} ${textOf(item, "eventStatus")}`) ?? [];
      const expected = history.map(({ sk, status }) => `${sk} ${status}`);
      if (events.join() !== expected.join())
        wrong.push(`${shipmentId} has ${events.length} events, not its ${expected.length}`);
      const { status, timestamp, eventId } = found?.state ?? {};
      if (status !== state.status || timestamp !== state.timestamp || eventId !== state.eventId)
        wrong.push(`${shipmentId} is ${String(status)}, not ${state.status} since ${state.timestamp}`);
      const items = [...(found?.events ?? []), ...(found?.state === undefined ? [] : [found.state])];
      if (items.some((item) => item.orderId !== orderId || item.correlationId !== correlationId))
        wrong.push(`${shipmentId} has lost its order or its correlation id`);
    }
    const known = new Set(shipments.map(({ shipmentId }) => shipmentId));
    const strangers = traffic.stack.target.bundled ? [...stored.keys()].filter((id) => !known.has(id)) : [];
    if (strangers.length > 0) wrong.push(`${strangers.length} shipments that nobody sent`);
    return verdict(
      wrong,
      `${sent} events, shuffled and a fifth of them twice, left ${shipments.length} shipments with exactly their history and the state of their newest event${inBurst(traffic.journal.bursts, "shipments")}`,
    );
  },
};

/** Shipments are found by status and by order; neither index holds anything but states. */
export const shipmentIndexes: Check = {
  pipeline: "shipments",
  ids: ["S2"],
  async look({ traffic }) {
    const { shipments } = planned(traffic);
    const { tableName } = traffic.outputs.shipments;
    const wrong: string[] = [];
    for (const status of new Set(shipments.map(({ state }) => state.status))) {
      const found = await readIndex(traffic.aws.dynamo, {
        tableName,
        indexName: "StatusIndex",
        key: "status",
        shards: traffic.outputs.stack.indexShards,
        value: status,
      });
      const expected = shipments.filter(({ state }) => state.status === status).length;
      if (found.some(({ sk }) => sk !== "STATE")) wrong.push(`StatusIndex holds more than states`);
      if (found.length < expected || (traffic.stack.target.bundled && found.length > expected))
        wrong.push(`StatusIndex finds ${found.length} of ${expected} shipments that are ${status}`);
    }
    const orders = [...new Set(shipments.map(({ orderId }) => orderId))].slice(0, 10);
    for (const orderId of orders) {
      const found = await readIndex(traffic.aws.dynamo, {
        tableName,
        indexName: "OrderIndex",
        key: "orderId",
        value: orderId,
      });
      const expected = shipments.filter((shipment) => shipment.orderId === orderId).map(({ shipmentId }) => shipmentId);
      if (
        found
          .map((item) => textOf(item, "shipmentId"))
          .sort()
          .join() !== expected.sort().join()
      )
        wrong.push(`OrderIndex finds ${found.length} of ${expected.length} shipments of ${orderId}`);
    }
    return verdict(
      wrong,
      `${shipments.length} shipments found by status, and those of ${orders.length} orders by order id`,
    );
  },
};

const deadLetterSchema = z.looseObject({ detail: z.looseObject({ correlationId: z.string() }) });

function correlationIn(body: string): string {
  try {
    return deadLetterSchema.safeParse(JSON.parse(body)).data?.detail.correlationId ?? "";
  } catch {
    return "";
  }
}

/** Each broken event is in the dead letters once, with its reason. */
export const brokenEvents: Check = {
  pipeline: "shipments",
  ids: ["S4", "X7", "X8"],
  needsInspection: true,
  async look({ traffic, evidence }) {
    const { malformed } = planned(traffic);
    const { deadLetterQueueUrl, targetDeadLetterQueueUrl, busDeadLetterQueueUrl, queueUrl } = traffic.outputs.shipments;
    const wrong: string[] = [];
    const deadLetters = new Map<string, string[]>();
    for (const { Body, MessageAttributes } of await evidence.queue(deadLetterQueueUrl)) {
      // What was moved by the function carries it as an attribute; the body of what was not may be anything.
      const id = MessageAttributes.correlationId?.StringValue ?? correlationIn(Body);
      deadLetters.set(id, [...(deadLetters.get(id) ?? []), MessageAttributes.reason?.StringValue ?? ""]);
    }
    for (const { what, correlationId, reason = "INVALID_MESSAGE" } of malformed) {
      const reasons = deadLetters.get(correlationId) ?? [];
      // Where answers get lost a dead letter may be sent twice; what it is about is handled once all the same.
      const seen = traffic.journal.disturbed ? [...new Set(reasons)] : reasons;
      if (seen.join() !== reason)
        wrong.push(`'${what}' is ${reasons.length} times in the dead letters: ${reasons.join()}`);
    }
    const known = new Set(malformed.map(({ correlationId }) => correlationId));
    for (const id of deadLetters.keys()) if (!known.has(id)) wrong.push(`a good event is in the dead letters: ${id}`);
    for (const url of [targetDeadLetterQueueUrl, busDeadLetterQueueUrl, queueUrl]) {
      const left = await evidence.queue(url);
      if (left.length > 0) wrong.push(`${left.length} messages in ${url.split("/").at(-1)}`);
    }
    return verdict(
      wrong,
      `${malformed.length} broken events, some of them sent twice: each in the dead letters once with its reason`,
    );
  },
};
