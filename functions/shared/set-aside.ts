// Sends records of a stream that cannot be read to the consumer's failure queue, as a message that identifies the record.
import type { SQSClient } from "@aws-sdk/client-sqs";
import { asError } from "./errors";
import { createDeadLetterQueue } from "./queue-control";
import type { UnreadableRecord } from "./stream-consumer";

/** Reason attribute of such a dead letter. */
export const unreadableReason = "UNREADABLE_RECORD";

/** Body of such a dead letter: keys and position only, because the item may contain anything. */
export interface UnreadableDeadLetter {
  readonly kind: "unreadable-record";
  /** ARN of the stream. */
  readonly streamArn: string;
  readonly sequenceNumber: string;
  readonly eventName: string;
  /** Key attributes of the item, in DynamoDB's form. */
  readonly keys: unknown;
}

/** Makes `StreamConsumerOptions.setAside`. Needs `sqs:SendMessage`. */
export function createSetAside(
  client: Pick<SQSClient, "send">,
  queueUrl: string,
): (unreadable: UnreadableRecord) => Promise<void> {
  const deadLetterQueue = createDeadLetterQueue(client, queueUrl);
  return async ({ record, error, correlationId, functionName, redactor }) => {
    const sequenceNumber = record.dynamodb?.SequenceNumber ?? "";
    const body: UnreadableDeadLetter = {
      kind: "unreadable-record",
      streamArn: record.eventSourceARN ?? "",
      sequenceNumber,
      eventName: record.eventName ?? "",
      keys: record.dynamodb?.Keys ?? {},
    };
    await deadLetterQueue.send({
      body: JSON.stringify(body),
      reason: unreadableReason,
      detail: redactor.text(asError(error).message, 1000),
      correlationId,
      sourceMessageId: sequenceNumber,
      functionName,
    });
  };
}
