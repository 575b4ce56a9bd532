// Looks into queues and leaves them as they are, as far as the service allows.
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
  /** Received by somebody who has not deleted them, or hidden for a while. */
  readonly hidden: number;
}

/** What a look inside showed. */
export interface QueueSample {
  readonly deadLetters: readonly DeadLetter[];
  /** True when messages were received for the look, and given back. */
  readonly received: boolean;
}

/** Visibility timeout of a look in seconds, for the case that it is killed before it returns the messages. */
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

/** Looks at up to `most` messages: by the emulator's own view where there is one, else by receiving and giving back. */
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
      // Asks every server of the queue: a short poll of a small queue often comes back empty.
      WaitTimeSeconds: 1,
      MessageAttributeNames: ["All"],
      MessageSystemAttributeNames: ["SentTimestamp", "ApproximateReceiveCount"],
    }),
  );
  return Messages.map(fromMessage);
}

/** Makes received messages visible again at once. Those for which that fails come back when their time is over. */
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
      // The newest receipt is the one that counts.
      for (const deadLetter of batch) seen.set(deadLetter.messageId, deadLetter);
      if (fresh.length === 0) break;
    }
  } finally {
    await giveBack(sqs, queueUrl, [...seen.values()]);
  }
  return [...seen.values()];
}
