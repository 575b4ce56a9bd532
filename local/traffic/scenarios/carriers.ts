import { setTimeout as delay } from "node:timers/promises";
import { DescribeReplayCommand, StartReplayCommand } from "@aws-sdk/client-eventbridge";
import { DeleteCommand } from "@aws-sdk/lib-dynamodb";
import { countAllMessages } from "../../../ops/queues/look";
import { readShipment, type StoredShipment } from "../evidence/shipments";
import { until } from "../poll";
import { putEvents } from "../send";
import { planShipments, type ShipmentPlan } from "../shipment-plan";
import type { Traffic } from "../traffic";

/** How many events are under way to the bus at the same time: calls of ten. */
const width = 4;
const replayed = 3;
const patienceMs = 15_000;

/** Carriers send events of the placed orders' shipments: shuffled, some twice, some broken. */
export async function carriers(traffic: Traffic, count: number): Promise<ShipmentPlan> {
  const { aws, outputs, journal, random } = traffic;
  const orders = journal.placed.map(({ order, correlationId }) => ({ orderId: order.orderId, correlationId }));
  const plan = planShipments(random, orders, count);
  journal.carriers.push(plan);
  await putEvents(aws.events, outputs.shipments.busName, plan.entries, width);
  return plan;
}

/**
 * Loses some shipments from the table and brings them back by a replay of the archive. Before all other carriers' events: a replay
 * takes all that happened in its seconds.
 */
export async function loseAndReplay(traffic: Traffic): Promise<void> {
  const { aws, outputs, journal, random, signal } = traffic;
  const { busName, busArn, archiveName, tableName, queueUrl } = outputs.shipments;
  const plan = planShipments(random, [], replayed);
  journal.carriers.push(plan);
  const [from] = [new Date(Math.floor(Date.now() / 1000) * 1000)];
  await putEvents(aws.events, busName, plan.entries, width);
  const read = async () =>
    Promise.all(plan.shipments.map(({ shipmentId }) => readShipment(aws.dynamo, tableName, shipmentId)));
  const complete = (all: readonly StoredShipment[]) =>
    plan.shipments.every((shipment, index) => all[index]?.events.length === shipment.history.length);
  // A repeated event that is still under way would write its shipment's state again after the loss.
  const quiet = async () => (await countAllMessages(aws.sqs, [queueUrl])) === 0;
  const wait = (what: string) =>
    until(async () => ({ ok: complete(await read()) && (await quiet()), detail: what }), {
      signal,
      stretch: traffic.stretch,
      limitMs: patienceMs,
    });

  const kept = await wait("the events have not arrived");
  const before = await read();
  for (const { pk, sk } of before.flatMap(({ state, events }) => [...(state === undefined ? [] : [state]), ...events]))
    await aws.dynamo.send(new DeleteCommand({ TableName: tableName, Key: { pk, sk } }));
  const lost = (await read()).every(({ state, events }) => state === undefined && events.length === 0);

  // The archive counts in whole seconds.
  await delay(1_100, undefined, { signal });
  const ReplayName = `local-run-${random.uuid().slice(0, 8)}`;
  await aws.events.send(
    new StartReplayCommand({
      ReplayName,
      EventSourceArn: busArn.replace(/:event-bus\/.*/, `:archive/${archiveName}`),
      EventStartTime: from,
      EventEndTime: new Date(),
      Destination: { Arn: busArn },
    }),
  );
  const back = await wait("the replayed events have not arrived");
  const { State } = await aws.events.send(new DescribeReplayCommand({ ReplayName }));
  const after = await read();
  const same = JSON.stringify(withoutReceipt(after)) === JSON.stringify(withoutReceipt(before));
  journal.observe(
    "shipments",
    "S1",
    kept.ok && lost && back.ok && same,
    kept.ok && lost && back.ok && same
      ? `${replayed} shipments deleted from the table came back, event by event and state by state, by a replay of the archive (${State})`
      : `replay of the archive: ${[kept, back].find(({ ok }) => !ok)?.detail ?? (lost ? "the shipments differ from before" : "the shipments could not be deleted")}`,
  );
}

function withoutReceipt(shipments: readonly StoredShipment[]) {
  return shipments.map(({ state, events }) => ({
    state: Object.entries(state ?? {}).sort(),
    events: events.map(({ receivedAt: _, ...event }) => Object.entries(event).sort()),
  }));
}
