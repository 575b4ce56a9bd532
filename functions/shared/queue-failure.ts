// Handles a failed message: reports it, then moves it to the dead letters with a reason, or returns it to its queue for a retry.
import type { Context, SQSRecord } from "aws-lambda";
import { isRefusedForGood } from "./aws-errors";
import { type Backoff, backoffSeconds, longestVisibilitySeconds } from "./backoff";
import { asError, PermanentError, RetryableError } from "./errors";
import type { DeadLetterQueue, QueueControl } from "./queue-control";
import type { MessageContext } from "./queue-message";
import { type Redactor, redactorFor } from "./redaction";
import type { Kept } from "./redaction/kept";
import { logFailure, type Runtime } from "./runtime";

/** One failed receive of a message, before the message is moved to the dead letters or returned to its queue. */
export interface MessageFailure {
  readonly error: unknown;
  /** The body as JSON; the string itself if it is not JSON. */
  readonly body: unknown;
  readonly context: MessageContext;
  /** Removes the message's content from error texts. Bounded work, never throws. */
  readonly redactor: Redactor;
}

/** Dependencies of the decision. */
export interface FailurePath {
  readonly runtime: Pick<Runtime, "logger">;
  readonly queue: QueueControl;
  readonly deadLetterQueue: DeadLetterQueue;
  readonly backoff: Backoff;
  /** Source of the jitter; Math.random when absent. */
  readonly random?: (() => number) | undefined;
  readonly context: Pick<Context, "functionName">;
  /** Fields of a record that may be stored. */
  readonly keptRecord: Kept;
  /** See `QueueConsumerOptions.onFailure`. */
  onFailure?(failure: MessageFailure): Promise<"proceed" | "drop">;
}

/** How a failed message ended: `handled` means that its twin is in the dead letters. */
export type FailedOutcome = "handled" | "deadLettered" | "retried";

/** Decides the outcome of a failed message, and carries it out. */
export async function decideFailure(
  path: FailurePath,
  record: SQSRecord,
  given: Omit<MessageFailure, "redactor">,
): Promise<FailedOutcome> {
  const failure = { ...given, redactor: redactorFor(record, path.keptRecord) };
  const verdict = await notifyFailure(path, record, failure);
  if (verdict === "drop") return "handled";
  const { error, context: message } = failure;
  const { backoff } = path;
  const lastTry = message.receiveCount >= backoff.maxProcessingAttempts;
  const reason = verdict === "proceed" || lastTry ? finalReason(error, lastTry) : undefined;
  if (reason !== undefined && (await giveUp(path, record, failure, reason))) return "deadLettered";
  await putBack(path, record, message, error);
  return "retried";
}

/** Result of `onFailure`; undefined when it failed itself. */
async function notifyFailure(
  path: FailurePath,
  record: SQSRecord,
  failure: MessageFailure,
): Promise<"proceed" | "drop" | undefined> {
  try {
    return path.onFailure === undefined ? "proceed" : await path.onFailure(failure);
  } catch (error) {
    logProblem(path, "a failure could not be notified", record, failure.context, error);
    return undefined;
  }
}

/** Bytes of a dead letter's detail. */
const longestDetail = 1000;

/** True: the message is in the dead letters. */
async function giveUp(
  path: FailurePath,
  record: SQSRecord,
  { context: message, error, redactor }: MessageFailure,
  reason: string,
): Promise<boolean> {
  const { correlationId, messageId } = message;
  try {
    await path.deadLetterQueue.send({
      body: record.body,
      reason,
      detail: redactor.text(asError(error).message, longestDetail),
      correlationId,
      sourceMessageId: messageId,
      functionName: path.context.functionName,
    });
    return true;
  } catch (sendError) {
    logProblem(path, "the dead-letter queue refused a message", record, message, sendError);
    return false;
  }
}

/** Hides the message for the duration of its backoff. */
async function putBack(path: FailurePath, record: SQSRecord, message: MessageContext, error: unknown): Promise<void> {
  const { backoff, queue, random = Math.random } = path;
  const chosen = error instanceof RetryableError ? error.delaySeconds : undefined;
  const seconds = Math.ceil(chosen ?? backoffSeconds(backoff, message.receiveCount, random()));
  try {
    const bounded = Math.min(Math.max(seconds, 0), longestVisibilitySeconds);
    await queue.changeVisibility(record.receiptHandle, bounded);
  } catch (visibilityError) {
    // The message returns anyway, after the queue's own visibility timeout.
    logProblem(path, "the backoff could not be set", record, message, visibilityError);
  }
}

/** The reason for the dead letters, or undefined while the message should be tried again. */
function finalReason(error: unknown, lastTry: boolean): string | undefined {
  if (error instanceof PermanentError) return error.reason;
  if (isRefusedForGood(error)) return "REFUSED_BY_SERVICE";
  if (!lastTry) return undefined;
  return (error instanceof RetryableError ? error.code : undefined) ?? "RETRIES_EXHAUSTED";
}

/** Logs a problem in the handling of a failed message. */
export function logProblem(
  { runtime, keptRecord: kept }: FailurePath,
  text: string,
  record: SQSRecord,
  { correlationId, messageId }: MessageContext,
  error: unknown,
): void {
  logFailure(runtime, { message: text, correlationId, error, event: record, kept, fields: { messageId } });
}
