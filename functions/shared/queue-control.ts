import { ChangeMessageVisibilityCommand, SendMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { redactText } from "./redaction";

/** A consumer's operations on its own queue. */
export interface QueueControl {
  /** Hides a received message for a number of seconds from now, 0 to 43,200. */
  changeVisibility(receiptHandle: string, seconds: number): Promise<void>;
}

/** A message for the dead-letter queue, with its reason. */
export interface DeadLetter {
  /** The message as it was received, unchanged. */
  readonly body: string;
  /** Code in capitals. */
  readonly reason: string;
  /** One sentence for operators. Redacted and shortened before it is sent. */
  readonly detail: string;
  readonly correlationId: string;
  /** Message id in the source queue. */
  readonly sourceMessageId: string;
  readonly functionName: string;
}

/** Attribute of a dead letter that names the message it was. It stays on the message when it is sent back. */
export const sourceMessageAttribute = "sourceMessageId";

/** Where messages go that trying again cannot help. */
export interface DeadLetterQueue {
  send(deadLetter: DeadLetter): Promise<void>;
}

/** The queue of one consumer, by its URL. Needs `sqs:ChangeMessageVisibility`. */
export function createQueueControl(client: Pick<SQSClient, "send">, queueUrl: string): QueueControl {
  return {
    changeVisibility: async (receiptHandle, seconds) => {
      await client.send(
        new ChangeMessageVisibilityCommand({
          QueueUrl: queueUrl,
          ReceiptHandle: receiptHandle,
          VisibilityTimeout: seconds,
        }),
      );
    },
  };
}

/** The dead-letter queue of one consumer, by its URL. Needs `sqs:SendMessage`. */
export function createDeadLetterQueue(client: Pick<SQSClient, "send">, queueUrl: string): DeadLetterQueue {
  return {
    send: async (deadLetter) => {
      await client.send(
        new SendMessageCommand({
          QueueUrl: queueUrl,
          MessageBody: deadLetter.body,
          MessageAttributes: {
            reason: text(deadLetter.reason),
            detail: text(redactText(deadLetter.detail, 1000)),
            correlationId: text(deadLetter.correlationId),
            [sourceMessageAttribute]: text(deadLetter.sourceMessageId),
            functionName: text(deadLetter.functionName),
          },
        }),
      );
    },
  };
}

/** A valid SQS attribute: SQS rejects empty ones, control characters, U+FFFE and U+FFFF. */
function text(value: string): { DataType: "String"; StringValue: string } {
  const allowed = value.replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, " ");
  return { DataType: "String", StringValue: allowed === "" ? "-" : allowed };
}
