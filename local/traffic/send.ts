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

/** Sends messages straight into a queue. @throws {Error} one was refused */
export async function sendToQueue(
  sqs: SQSClient,
  queueUrl: string,
  messages: readonly OutgoingMessage[],
): Promise<void> {
  for (const batch of batches(messages)) {
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
  for (const batch of batches(messages)) {
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
  await inParallel(batches(entries), width, async (batch) => {
    const { FailedEntryCount = 0, Entries = [] } = await events.send(
      new PutEventsCommand({
        Entries: batch.map(({ source, detail }) => ({
          EventBusName: busName,
          Source: source,
          DetailType: carrierEvents.statusChanged,
          Detail: JSON.stringify(detail),
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

function batches<T>(list: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(list.length / batchSize) }, (_, index) =>
    list.slice(index * batchSize, (index + 1) * batchSize),
  );
}
