import { type EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { PublishBatchCommand, type SNSClient } from "@aws-sdk/client-sns";
import { SendMessageBatchCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { carrierEvents } from "../../functions/contracts/bus";
import { inParallel } from "./poll";
import type { CarrierEntry } from "./shipment-plan";

/** A message with the correlation id that every message of this program carries as an attribute. */
export interface OutgoingMessage {
  readonly body: string;
  readonly correlationId: string;
}

/** All three services take ten messages in one call. */
const batchSize = 10;
/**
 * And so many bytes in all, attributes and names included: 256 KiB.
 * https://docs.aws.amazon.com/sns/latest/api/API_PublishBatch.html
 */
const batchBytes = 262_144;

/** Sends messages straight into a queue. @throws {Error} one was refused */
export async function sendToQueue(
  sqs: SQSClient,
  queueUrl: string,
  messages: readonly OutgoingMessage[],
): Promise<void> {
  for (const batch of inBatches(messages, bytesOfMessage)) {
    const { Failed = [] } = await sqs.send(
      new SendMessageBatchCommand({
        QueueUrl: queueUrl,
        Entries: batch.map(({ body, correlationId }, index) => ({
          Id: String(index),
          MessageBody: body,
          MessageAttributes: attributes(correlationId),
        })),
      }),
    );
    if (Failed.length > 0) throw new Error(`the queue refused a message: ${Failed[0]?.Message ?? Failed[0]?.Code}`);
  }
}

/** Publishes messages to a topic. @returns their ids, in the same order @throws {Error} one was refused */
export async function publishToTopic(
  sns: SNSClient,
  topicArn: string,
  messages: readonly OutgoingMessage[],
): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const batch of inBatches(messages, bytesOfMessage)) {
    const { Failed = [], Successful = [] } = await sns.send(
      new PublishBatchCommand({
        TopicArn: topicArn,
        PublishBatchRequestEntries: batch.map(({ body, correlationId }, index) => ({
          Id: String(index),
          Message: body,
          MessageAttributes: attributes(correlationId),
        })),
      }),
    );
    if (Failed.length > 0) throw new Error(`the topic refused a message: ${Failed[0]?.Message ?? Failed[0]?.Code}`);
    for (const index of batch.keys()) ids.push(Successful.find(({ Id }) => Id === String(index))?.MessageId ?? "");
  }
  return ids;
}

/** Puts carriers' events on a bus, several calls at a time. @throws {Error} one was refused */
export async function putEvents(
  events: EventBridgeClient,
  busName: string,
  entries: readonly CarrierEntry[],
  width: number,
): Promise<void> {
  await inParallel(inBatches(entries, bytesOfEntry), width, async (batch) => {
    const { FailedEntryCount = 0, Entries = [] } = await events.send(
      new PutEventsCommand({
        Entries: batch.map(({ source, detail, text }) => ({
          EventBusName: busName,
          Source: source,
          DetailType: carrierEvents.statusChanged,
          Detail: text ?? JSON.stringify(detail),
        })),
      }),
    );
    if (FailedEntryCount > 0)
      throw new Error(
        `the bus refused an event: ${Entries.find(({ ErrorCode }) => ErrorCode !== undefined)?.ErrorMessage}`,
      );
  });
}

function attributes(correlationId: string) {
  return { correlationId: { DataType: "String", StringValue: correlationId } };
}

function bytesOfMessage({ body, correlationId }: OutgoingMessage): number {
  const around = Object.entries(attributes(correlationId)).map(
    ([name, { DataType, StringValue }]) => name + DataType + StringValue,
  );
  return Buffer.byteLength(body) + Buffer.byteLength(around.join(""));
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevent-size.html: nobody gives a time here. */
function bytesOfEntry({ source, detail, text = JSON.stringify(detail) }: CarrierEntry): number {
  return Buffer.byteLength(source + carrierEvents.statusChanged + text);
}

/** Cuts a list into what one call takes: ten at most, and 256 KiB in all. What is larger alone goes alone, for the service to refuse. */
export function inBatches<T>(list: readonly T[], bytesOf: (element: T) => number): T[][] {
  const batches: T[][] = [];
  let bytes = 0;
  for (const element of list) {
    const size = bytesOf(element);
    const last = batches.at(-1);
    if (last !== undefined && last.length < batchSize && bytes + size <= batchBytes) {
      last.push(element);
      bytes += size;
    } else {
      batches.push([element]);
      bytes = size;
    }
  }
  return batches;
}
