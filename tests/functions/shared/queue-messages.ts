import type { SQSEvent, SQSRecord } from "aws-lambda";
import * as z from "zod";
import { createQueueConsumer, type QueueConsumerOptions } from "../../../functions/shared/queue-consumer";
import type { DeadLetter } from "../../../functions/shared/queue-control";
import type { MessageContext } from "../../../functions/shared/queue-message";
import { fields, token } from "../../../functions/shared/redaction/kept";
import type { Runtime } from "../../../functions/shared/runtime";
import { lambdaContext, recordingRuntime } from "./doubles";

const schema = z.object({ id: z.string(), correlationId: z.string().optional() });
/** Of every message, but for its last digit: its place in the batch. */
export const messageId = "2c3a5d1e-0000-4000-8000-00000000000";

/** A message as a queue hands it over. */
export function record(
  body: unknown,
  more: { index?: number; receiveCount?: number; correlationId?: string } = {},
): SQSRecord {
  return {
    messageId: `${messageId}${more.index ?? 0}`,
    receiptHandle: `handle-${more.index ?? 0}`,
    body: typeof body === "string" ? body : JSON.stringify(body),
    attributes: {
      ApproximateReceiveCount: String(more.receiveCount ?? 1),
      SentTimestamp: "1772357400000",
      SenderId: "sender",
      ApproximateFirstReceiveTimestamp: "1772357400000",
    },
    messageAttributes:
      more.correlationId === undefined
        ? {}
        : { correlationId: { dataType: "String", stringValue: more.correlationId } },
    md5OfBody: "",
    eventSource: "aws:sqs",
    eventSourceARN: "arn:aws:sqs:eu-west-1:111122223333:queue",
    awsRegion: "eu-west-1",
  };
}

/** A consumer of such messages, and what it did with them. @param broken what it cannot reach */
export function setUp(
  handle: (message: { id: string }, context: MessageContext) => Promise<void>,
  broken: { deadLetterQueue?: boolean; visibility?: boolean } = {},
  more: Pick<QueueConsumerOptions<typeof schema>, "onFailure" | "correlationIdOf" | "concurrency"> = {},
  remainingMs = 30_000,
) {
  const recorded = recordingRuntime();
  const order: string[] = [];
  const runtime: Runtime = {
    ...recorded.runtime,
    errorLog: {
      record: async (failure) => {
        order.push("recorded");
        await recorded.runtime.errorLog.record(failure);
      },
    },
  };
  const deadLettered: DeadLetter[] = [];
  const waits: [string, number][] = [];
  const consume = createQueueConsumer({
    runtime,
    queue: {
      changeVisibility: async (handleOfMessage, seconds) => {
        if (broken.visibility) throw new Error("denied");
        order.push("put back");
        waits.push([handleOfMessage, seconds]);
      },
    },
    deadLetterQueue: {
      send: async (deadLetter) => {
        if (broken.deadLetterQueue) throw new Error("denied");
        order.push("dead letter");
        deadLettered.push(deadLetter);
      },
    },
    schema,
    kept: fields({ id: token }),
    handle,
    backoff: { baseSeconds: 10, maxSeconds: 60, maxProcessingAttempts: 5 },
    random: () => 0.999,
    ...more,
  });
  const run = (...records: SQSRecord[]) =>
    consume({ Records: records } satisfies SQSEvent, lambdaContext("orders-create-test", remainingMs));
  return { run, letters: deadLettered, waits, recorded, order };
}
