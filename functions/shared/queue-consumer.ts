import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import type * as z from "zod";
import { failuresOf } from "./bounded";
import { type Deadline, DeadlineError, deadlineOf } from "./deadline";
import { PermanentError } from "./errors";
import { issuesText } from "./issues";
import { decideFailure, type FailedOutcome, type FailurePath, logProblem, type MessageFailure } from "./queue-failure";
import { type MessageContext, readMessage } from "./queue-message";
import { batch, queueRecord } from "./redaction/envelopes";
import type { Kept } from "./redaction/kept";
import { type FunctionHandler, type NotedFailure, noteFailure, type Runtime, withErrorLog } from "./runtime";

export interface QueueConsumerOptions<S extends z.ZodType>
  extends Pick<FailurePath, "queue" | "deadLetterQueue" | "backoff" | "random"> {
  readonly runtime: Runtime;
  /** Schema of the body's JSON. A body that does not match goes to the dead letters as `INVALID_MESSAGE`. */
  readonly schema: S;
  /** Fields of a failed body that may be stored. */
  readonly kept: Kept;
  /**
   * Processes one message. Throw PermanentError to give it up with a reason, RetryableError to choose the delay or the last reason; any
   * other error is retried with backoff. Must tolerate being called twice for one message, and being abandoned at the deadline.
   */
  handle(message: z.output<S>, context: MessageContext): Promise<void>;
  /** Where a body's JSON has the correlation id; its field `correlationId` when absent. */
  readonly correlationIdOf?: (body: unknown) => unknown;
  /**
   * Called for every failed receive, before the message is moved or returned. If it fails itself, the message is returned to its queue
   * until the last receive, even one that would be given up at once. Returns `drop` when the message is a copy of one that is in the dead
   * letters: it then counts as processed.
   */
  onFailure?(failure: MessageFailure): Promise<"proceed" | "drop">;
  /** Messages of one batch processed at the same time; 10 when absent. */
  readonly concurrency?: number;
}

/** `unstarted`: there was no time for it. It returns to its queue unchanged. */
type Outcome = FailedOutcome | "unstarted";

/**
 * Creates the Lambda handler of a queue (event source mapping with `ReportBatchItemFailures`).
 *
 * Every message has exactly one of three outcomes: processed; moved to the dead letters with a reason, and only then counted as done; or
 * reported as failed after its visibility timeout was set to the backoff. If the move fails the message is reported as failed, so that
 * nothing is lost: the queue's own redrive policy is the safety net.
 *
 * Only the message and `onFailure` decide about the outcome; after that the failure is recorded, once in the log and once in the error
 * log. The work ends at the invocation's deadline: messages in progress count as failed, messages not started return to the queue. Counts
 * `RetriesScheduled` and `MessagesDeadLettered`. begun comes back. Counts `RetriesScheduled` and `MessagesDeadLettered`.
 */
export function createQueueConsumer<S extends z.ZodType>(
  options: QueueConsumerOptions<S>,
): FunctionHandler<SQSEvent, SQSBatchResponse> {
  const { runtime } = options;
  const keptRecord = queueRecord(options.kept);
  return withErrorLog(
    runtime,
    async (event, context) => {
      const deadline = deadlineOf(context);
      const notes: (() => Promise<void>)[] = [];
      const work: Work<S> = {
        options,
        path: { ...options, context, keptRecord },
        deadline,
        note: (failure) => void notes.push(() => noteFailure(runtime, context, { ...failure, kept: keptRecord })),
      };
      const outcomes = new Map<string, Outcome>(event.Records.map(({ messageId }) => [messageId, "unstarted"]));
      await failuresOf(event.Records, options.concurrency ?? 10, async (record) => {
        if (deadline.remainingMs() === 0) return;
        // Until something better is known the message stays in the queue.
        outcomes.set(record.messageId, "retried");
        outcomes.set(record.messageId, await processRecord(work, record));
      });
      const total = (outcome: Outcome) => [...outcomes.values()].filter((value) => value === outcome).length;
      const unstarted = total("unstarted");
      const back = total("retried") + unstarted;
      if (back > 0) runtime.metrics.count("retriesScheduled", back);
      const dead = total("deadLettered");
      if (dead > 0) runtime.metrics.count("messagesDeadLettered", dead);
      if (unstarted > 0) work.note(handedBack(event, context, unstarted, runtime.clock.now()));
      // All at once: an error log that is down costs its time-out once.
      await Promise.all(notes.map((note) => note()));
      runtime.logger.info("batch processed", {
        records: event.Records.length,
        handled: total("handled"),
        deadLettered: total("deadLettered"),
        retried: total("retried"),
        ...(unstarted > 0 && { unstarted }),
      });
      const done = (record: SQSRecord) => ["handled", "deadLettered"].includes(outcomes.get(record.messageId) ?? "");
      const failed = event.Records.filter((record) => !done(record));
      return { batchItemFailures: failed.map((record) => ({ itemIdentifier: record.messageId })) };
    },
    { kept: batch(keptRecord) },
  );
}

/** One invocation. */
interface Work<S extends z.ZodType> {
  readonly options: QueueConsumerOptions<S>;
  readonly path: FailurePath;
  readonly deadline: Deadline;
  /** Collects a failure, which is recorded after every message has its outcome. */
  note(failure: Omit<NotedFailure, "kept">): void;
}

/** One entry for all messages of a batch that were not started before the deadline; they return to the queue unchanged. */
function handedBack(event: SQSEvent, context: Context, unstarted: number, now: Date): Omit<NotedFailure, "kept"> {
  return {
    message: "messages were handed back",
    error: new DeadlineError(`There was no time for ${unstarted} of ${event.Records.length} messages: they come back`),
    correlationId: context.awsRequestId,
    began: now.getTime(),
  };
}

async function processRecord<S extends z.ZodType>(work: Work<S>, record: SQSRecord): Promise<Outcome> {
  const { options, path, deadline } = work;
  const receivedAt = options.runtime.clock.now();
  const { context: message, isJson } = readMessage(record, receivedAt, options.correlationIdOf);
  const { body } = message;
  try {
    if (!isJson) throw new PermanentError("INVALID_JSON", "The message body is not JSON");
    const checked = options.schema.safeParse(body);
    if (!checked.success) throw new PermanentError("INVALID_MESSAGE", issuesText(checked.error));
    await deadline.bound(options.handle(checked.data, message));
    return "handled";
  } catch (error) {
    const { correlationId, messageId, receiveCount } = message;
    work.note({
      message: "a message failed",
      error,
      event: record,
      correlationId,
      began: receivedAt.getTime(),
      fields: { messageId, receiveCount },
    });
    // After the deadline no new step is started; the remaining time is for recording failures.
    if (error instanceof DeadlineError) return "retried";
    try {
      return await deadline.bound(decideFailure(path, record, { error, body, context: message }));
    } catch (late) {
      logProblem(path, "a failed message comes back", record, message, late);
      return "retried";
    }
  }
}
