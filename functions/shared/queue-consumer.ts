import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import type * as z from "zod";
import { type Backoff, backoffSeconds, longestVisibilitySeconds } from "./backoff";
import { failuresOf } from "./bounded";
import { firstCorrelationId } from "./correlation";
import { asError, PermanentError, RetryableError } from "./errors";
import { issuesText } from "./issues";
import type { DeadLetters, QueueControl } from "./queue-control";
import { type FunctionHandler, logFailure, type Runtime, recordFailure, withErrorLog } from "./runtime";

/** What a message came with. */
export interface MessageContext {
  /** From the body, else from the message attribute, else the message id: the same at every delivery. */
  readonly correlationId: string;
  readonly messageId: string;
  /** 1 at the first delivery. */
  readonly receiveCount: number;
  /** When this delivery reached the function. */
  readonly receivedAt: Date;
}

/** One failed receive of a message, before the message is given up or put back. */
export interface MessageFailure {
  readonly error: unknown;
  /** The body as JSON; the text itself where it is none. */
  readonly body: unknown;
  readonly context: MessageContext;
}

export interface QueueConsumerOptions<S extends z.ZodType> {
  readonly runtime: Runtime;
  readonly queue: QueueControl;
  readonly deadLetters: DeadLetters;
  /** Shape of the body's JSON. What it refuses goes to the dead letters as `INVALID_MESSAGE`. */
  readonly schema: S;
  /**
   * Treats one message. Throw PermanentError to give it up with a reason, RetryableError to choose the wait or the last reason;
   * anything else is retried with the backoff. Must bear being called twice for one message.
   */
  handle(message: z.output<S>, context: MessageContext): Promise<void>;
  /** Where a body's JSON has the correlation id; its field `correlationId` when absent. */
  readonly correlationIdOf?: (body: unknown) => unknown;
  /**
   * Told about every failed receive before anything becomes of the message. If it fails itself, the message comes back, even one that
   * would be given up at once, until the last receive. Answers `drop` when the message is the twin of one that is in the dead letters:
   * then it counts as handled.
   */
  onFailure?(failure: MessageFailure): Promise<"proceed" | "drop">;
  readonly backoff: Backoff;
  /** Messages of one batch treated at the same time; 10 when absent. */
  readonly concurrency?: number;
  /** Source of the jitter; Math.random when absent. */
  readonly random?: () => number;
}

type Outcome = "handled" | "deadLettered" | "retried";

/**
 * Makes the Lambda handler of a queue (event source mapping with `ReportBatchItemFailures`).
 *
 * Every message ends in exactly one of three ways: handled; moved to the dead letters with a reason, and only then counted as done;
 * or reported as failed after its visibility was set to the backoff. If the move fails the message is reported as failed, so that
 * nothing is lost: the queue's own redrive policy is the safety net. Each failure is one entry in the error log.
 * Counts `RetriesScheduled` and `MessagesDeadLettered`.
 */
export function createQueueConsumer<S extends z.ZodType>(
  options: QueueConsumerOptions<S>,
): FunctionHandler<SQSEvent, SQSBatchResponse> {
  const { runtime } = options;
  return withErrorLog(runtime, async (event, context) => {
    const outcomes = new Map<string, Outcome>();
    await failuresOf(event.Records, options.concurrency ?? 10, async (record) => {
      // Until something better is known the message stays in the queue.
      outcomes.set(record.messageId, "retried");
      outcomes.set(record.messageId, await treat(options, record, context));
    });
    const total = (outcome: Outcome) => [...outcomes.values()].filter((value) => value === outcome).length;
    runtime.logger.info("batch treated", {
      records: event.Records.length,
      handled: total("handled"),
      deadLettered: total("deadLettered"),
      retried: total("retried"),
    });
    const failed = event.Records.filter((record) => outcomes.get(record.messageId) === "retried");
    return { batchItemFailures: failed.map((record) => ({ itemIdentifier: record.messageId })) };
  });
}

async function treat<S extends z.ZodType>(
  options: QueueConsumerOptions<S>,
  record: SQSRecord,
  context: Context,
): Promise<Outcome> {
  const receivedAt = options.runtime.clock.now();
  const parsed = parseBody(record.body);
  const body = parsed.ok ? parsed.value : record.body;
  const message: MessageContext = {
    correlationId: firstCorrelationId(
      (options.correlationIdOf ?? correlationIdField)(body),
      record.messageAttributes.correlationId?.stringValue,
      record.messageId,
    ),
    messageId: record.messageId,
    receiveCount: Math.max(1, Number(record.attributes.ApproximateReceiveCount) || 1),
    receivedAt,
  };
  try {
    if (!parsed.ok) throw new PermanentError("INVALID_JSON", "The message body is not JSON");
    const checked = options.schema.safeParse(parsed.value);
    if (!checked.success) throw new PermanentError("INVALID_MESSAGE", issuesText(checked.error));
    await options.handle(checked.data, message);
    return "handled";
  } catch (error) {
    await noteFailure(options.runtime, record, message, context, error);
    const verdict = await tellFailure(options, { error, body, context: message });
    if (verdict === "drop") return "handled";
    return await giveUpOrRetry(options, record, message, context, error, verdict === "proceed");
  }
}

/** What `onFailure` says; undefined when it failed itself. */
async function tellFailure<S extends z.ZodType>(
  options: QueueConsumerOptions<S>,
  failure: MessageFailure,
): Promise<"proceed" | "drop" | undefined> {
  const { correlationId, messageId } = failure.context;
  try {
    return options.onFailure === undefined ? "proceed" : await options.onFailure(failure);
  } catch (error) {
    logFailure(options.runtime, "a failure could not be told", correlationId, error, failure.body, { messageId });
    return undefined;
  }
}

async function giveUpOrRetry<S extends z.ZodType>(
  options: QueueConsumerOptions<S>,
  record: SQSRecord,
  message: MessageContext,
  context: Context,
  error: unknown,
  told: boolean,
): Promise<Outcome> {
  const lastTry = message.receiveCount >= options.backoff.maxReceiveCount;
  const reason = told || lastTry ? finalReason(error, lastTry) : undefined;
  const { correlationId, messageId, receiveCount } = message;
  if (reason !== undefined) {
    try {
      await options.deadLetters.send({
        body: record.body,
        reason,
        detail: asError(error).message,
        correlationId,
        sourceMessageId: messageId,
        functionName: context.functionName,
      });
      options.runtime.metrics.count("messagesDeadLettered");
      return "deadLettered";
    } catch (sendError) {
      logFailure(options.runtime, "the dead-letter queue refused a message", correlationId, sendError, record, {
        messageId,
      });
    }
  }
  options.runtime.metrics.count("retriesScheduled");
  const chosen = error instanceof RetryableError ? error.delaySeconds : undefined;
  const random = options.random ?? Math.random;
  const seconds = Math.ceil(chosen ?? backoffSeconds(options.backoff, receiveCount, random()));
  try {
    const bounded = Math.min(Math.max(seconds, 0), longestVisibilitySeconds);
    await options.queue.changeVisibility(record.receiptHandle, bounded);
  } catch (visibilityError) {
    // The message comes back anyway, after the queue's own visibility timeout.
    logFailure(options.runtime, "the backoff could not be set", correlationId, visibilityError, record, { messageId });
  }
  return "retried";
}

/** The reason for the dead letters, or undefined while the message should be tried again. */
function finalReason(error: unknown, lastTry: boolean): string | undefined {
  if (error instanceof PermanentError) return error.reason;
  if (!lastTry) return undefined;
  return (error instanceof RetryableError ? error.code : undefined) ?? "RETRIES_EXHAUSTED";
}

async function noteFailure(
  runtime: Runtime,
  record: SQSRecord,
  message: MessageContext,
  context: Context,
  error: unknown,
): Promise<void> {
  const { correlationId, messageId, receiveCount } = message;
  logFailure(runtime, "a message failed", correlationId, error, record, { messageId, receiveCount });
  const began = message.receivedAt.getTime();
  await recordFailure(runtime, context, { error, event: record, correlationId, began });
}

type ParsedBody = { readonly ok: true; readonly value: unknown } | { readonly ok: false };

function parseBody(body: string): ParsedBody {
  try {
    return { ok: true, value: JSON.parse(body) };
  } catch {
    return { ok: false };
  }
}

function correlationIdField(body: unknown): unknown {
  return typeof body === "object" && body !== null && "correlationId" in body ? body.correlationId : undefined;
}
