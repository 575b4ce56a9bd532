import { PublishBatchCommand, type SNSClient } from "@aws-sdk/client-sns";
import { SendMessageBatchCommand, type SQSClient } from "@aws-sdk/client-sqs";

/** A message with the correlation id that every message of this program carries as an attribute. */
export interface OutgoingMessage {
  readonly body: string;
  readonly correlationId: string;
}

/** Both services take ten messages in one call. */
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

/** Publishes messages to a topic. @throws {Error} one was refused */
export async function publishToTopic(
  sns: SNSClient,
  topicArn: string,
  messages: readonly OutgoingMessage[],
): Promise<void> {
  for (const batch of batches(messages)) {
    const { Failed = [] } = await sns.send(
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
  }
}

function attributes(correlationId: string) {
  return { correlationId: { DataType: "String", StringValue: correlationId } };
}

function batches<T>(list: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(list.length / batchSize) }, (_, index) =>
    list.slice(index * batchSize, (index + 1) * batchSize),
  );
}
