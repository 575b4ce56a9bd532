import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { SendMessageBatchCommand } from "@aws-sdk/client-sqs";
import { countAllMessages } from "../../ops/queues/look";
import type { Aws } from "../run/aws";
import { inParallel } from "../traffic/poll";
import type { BareStack } from "./bare-stack";
import type { LocalStack } from "./local-stack";
import { switchMappings } from "./mappings";
import { compareInPairs } from "./pairs";
import type { Figure } from "./statistics";

/** Batches of ten that wait in the queue when a round begins. */
const batches = 60;
const batchSize = 10;
const limitMs = 60_000;

interface Consumer {
  readonly queueUrl: string;
  readonly functionName: string;
}

/**
 * Messages per second of the shipments processor, which writes twice for each (history and state), and of a minimal consumer that writes as
 * often: both process ten messages with twenty writes in a batch. The measurement starts with a full queue and ends when it is empty.
 *
 * @param pairs counted pairs of rounds, after one that is not counted
 */
export async function measureQueueRates(
  { aws, outputs }: LocalStack,
  bare: BareStack,
  pairs: number,
): Promise<readonly Figure[]> {
  const { queueUrl, functionName, deadLetterQueueUrl } = outputs.shipments;
  const consumers = {
    ours: { queueUrl, functionName },
    control: await bare.consumer(2),
  } satisfies Record<string, Consumer>;
  for (const { functionName } of Object.values(consumers)) await switchMappings(aws, functionName, false);
  const compared = await compareInPairs(
    { ours: () => rateOf(aws, consumers.ours), control: () => rateOf(aws, consumers.control) },
    pairs,
  );
  const failed = await countAllMessages(aws.sqs, [deadLetterQueueUrl]);
  if (failed > 0) throw new Error(`the shipments processor failed ${failed} messages: a refused one is fast`);
  return [
    {
      short: "queue",
      what: "shipments messages by tens, 2 conditional writes each",
      ...compared,
      controlName: "bare consumer, as many conditional writes",
      unit: "/s",
      atLeast: 0.85,
    },
  ];
}

async function rateOf(aws: Aws, { queueUrl, functionName }: Consumer): Promise<number> {
  await inParallel(Array.from({ length: batches }), 4, () => sendBatch(aws, queueUrl));
  const began = performance.now();
  await switchMappings(aws, functionName, true);
  while ((await countAllMessages(aws.sqs, [queueUrl])) > 0) {
    if (performance.now() - began > limitMs) throw new Error(`${functionName} did not empty its queue`);
    await delay(10);
  }
  const rate = (batches * batchSize * 1000) / (performance.now() - began);
  await switchMappings(aws, functionName, false);
  return rate;
}

async function sendBatch(aws: Aws, queueUrl: string): Promise<void> {
  const Entries = Array.from({ length: batchSize }, (_, index) => ({
    Id: String(index),
    MessageBody: JSON.stringify(carrierEvent()),
  }));
  const { Failed = [] } = await aws.sqs.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
  if (Failed.length > 0) throw new Error(`the queue refused a message: ${Failed[0]?.Message}`);
}

/** The first event of a new shipment, as the bus sends it to the queue. */
function carrierEvent() {
  const detail = {
    eventId: randomUUID(),
    shipmentId: randomUUID(),
    orderId: randomUUID(),
    carrier: "ups",
    status: "IN_TRANSIT",
    occurredAt: "2026-03-01T10:00:00Z",
    location: "Milan",
    correlationId: randomUUID(),
  };
  return { id: randomUUID(), source: "carrier.ups", "detail-type": "ShipmentStatusChanged", detail };
}
