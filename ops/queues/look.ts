// Reads messages of queues without removing them, as far as the service allows.
import {
  ChangeMessageVisibilityBatchCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import type { Target } from "../stack/target";
import { type DeadLetter, fromMessage, fromQueued, type ReceivedDeadLetter } from "./dead-letter";
import { peek } from "./peek";

/** How many messages a queue holds. SQS's figures are approximate, and settle within a minute. */
export interface QueueCounts {
  /** Ready to be received. */
  readonly visible: number;
  /** Received but not deleted, or hidden for a while. */
  readonly hidden: number;
}

/** Result of reading some messages. */
export interface QueueSample {
  readonly deadLetters: readonly DeadLetter[];
  /** True when messages were received for the sample, and made visible again. */
  readonly received: boolean;
}

/** Visibility timeout of the sample in seconds, in case the command is killed before it makes the messages visible again. */
const lookSeconds = 15;

/** SQS's limit for one call. */
const batchSize = 10;

type Sqs = Pick<SQSClient, "send">;

export async function countMessages(sqs: Sqs, queueUrl: string): Promise<QueueCounts> {
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl: queueUrl,
      AttributeNames: [
        "ApproximateNumberOfMessages",
        "ApproximateNumberOfMessagesNotVisible",
        "ApproximateNumberOfMessagesDelayed",
      ],
    }),
  );
  return {
    visible: Number(Attributes.ApproximateNumberOfMessages ?? 0),
    hidden:
      Number(Attributes.ApproximateNumberOfMessagesNotVisible ?? 0) +
      Number(Attributes.ApproximateNumberOfMessagesDelayed ?? 0),
  };
}

/** Messages that queues hold together, hidden ones included. */
export async function countAllMessages(sqs: Sqs, queueUrls: readonly string[]): Promise<number> {
  const counts = await Promise.all(queueUrls.map((url) => countMessages(sqs, url)));
  return counts.reduce((sum, { visible, hidden }) => sum + visible + hidden, 0);
}

/** Reads up to `most` messages: by the emulator's own API where there is one, else by receiving and making them visible again. */
export async function sample(
  target: Pick<Target, "endpoint" | "region" | "accountId">,
  sqs: Sqs,
  queueUrl: string,
  most: number,
): Promise<QueueSample> {
  if (most === 0) return { deadLetters: [], received: false };
  if (target.endpoint !== undefined) {
    const view = await peek({ ...target, endpoint: target.endpoint }, queueUrl).catch(() => undefined);
    // Undefined: another emulator, which does not show its queues.
    if (view !== undefined) return { deadLetters: view.slice(0, most).map(fromQueued), received: false };
  }
  return { deadLetters: await receiveAndGiveBack(sqs, queueUrl, most), received: true };
}

/** @param seconds how long the messages stay hidden from others */
export async function receive(
  sqs: Sqs,
  queueUrl: string,
  most: number,
  seconds: number,
): Promise<ReceivedDeadLetter[]> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: queueUrl,
      MaxNumberOfMessages: Math.min(batchSize, most),
      VisibilityTimeout: seconds,
      // Long polling queries all servers of the queue: a short poll of a small queue often returns nothing.
      WaitTimeSeconds: 1,
      MessageAttributeNames: ["All"],
      MessageSystemAttributeNames: ["SentTimestamp", "ApproximateReceiveCount"],
    }),
  );
  return Messages.map(fromMessage);
}

/** Makes received messages visible again at once. If that fails, they become visible after the visibility timeout. */
export async function giveBack(sqs: Sqs, queueUrl: string, deadLetters: readonly ReceivedDeadLetter[]): Promise<void> {
  for (let from = 0; from < deadLetters.length; from += batchSize) {
    const entries = deadLetters.slice(from, from + batchSize).map(({ receiptHandle }, index) => ({
      Id: String(index),
      ReceiptHandle: receiptHandle,
      VisibilityTimeout: 0,
    }));
    await sqs
      .send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: queueUrl, Entries: entries }))
      .catch(() => undefined);
  }
}

async function receiveAndGiveBack(sqs: Sqs, queueUrl: string, most: number): Promise<DeadLetter[]> {
  const seen = new Map<string, ReceivedDeadLetter>();
  try {
    while (seen.size < most) {
      const batch = await receive(sqs, queueUrl, most - seen.size, lookSeconds);
      const fresh = batch.filter(({ messageId }) => !seen.has(messageId));
      // Only the newest receipt handle is valid.
      for (const deadLetter of batch) seen.set(deadLetter.messageId, deadLetter);
      if (fresh.length === 0) break;
    }
  } finally {
    await giveBack(sqs, queueUrl, [...seen.values()]);
  }
  return [...seen.values()];
}
