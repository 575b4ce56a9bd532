import type { Context, DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import { type Deadline, deadlineOf } from "./deadline";
import { type Redactor, redactorFor } from "./redaction";
import { batch, streamRecord } from "./redaction/envelopes";
import type { Kept } from "./redaction/kept";
import { type FunctionHandler, logFailure, type Runtime, withErrorLog } from "./runtime";
import { correlationIdOf, noteRecord, noteUnstarted } from "./stream-failures";

/** One record of a table's stream that concerns the consumer. */
export interface StreamChange<T> {
  /** Changes with the same key stay in order. */
  readonly key: string;
  readonly correlationId: string;
  readonly value: T;
}

/** A record that cannot be read, however often it is retried. */
export interface UnreadableRecord {
  readonly record: DynamoDBRecord;
  readonly error: unknown;
  readonly correlationId: string;
  readonly functionName: string;
  /** Redacts the record's content from error texts. */
  readonly redactor: Redactor;
}

export interface StreamConsumerOptions<T> {
  readonly runtime: Runtime;
  /** Fields of a failed record's item that may be stored. */
  readonly kept: Readonly<Record<string, Kept>>;
  /** Reads a record. Undefined: this consumer ignores it. Throws for a record that cannot be read. */
  read(record: DynamoDBRecord): StreamChange<T> | undefined;
  /**
   * Delivers changes of different keys, in any order or in parallel, and returns those that failed with their errors; a rejection means
   * that all failed. Must tolerate being called twice for one change, and being abandoned at the deadline.
   */
  deliver(changes: readonly StreamChange<T>[]): Promise<ReadonlyMap<StreamChange<T>, unknown>>;
  /** Stores a record that cannot be read where operators find it. If that fails, the record counts as failed. */
  setAside(unreadable: UnreadableRecord): Promise<void>;
}

/** Principal of deletions by time to live. */
const timeToLive = "dynamodb.amazonaws.com";

interface Entry<T> {
  readonly index: number;
  readonly record: DynamoDBRecord;
  readonly change: StreamChange<T>;
}

/** Results of a batch, by the records' indexes. */
interface Progress<T> {
  readonly byKey: Map<string, Entry<T>[]>;
  /** Records that failed, and how. */
  readonly failed: Map<number, unknown>;
  /** Records that cannot be read, and why. */
  readonly unreadable: Map<number, unknown>;
  /** Records that there was no time for. */
  readonly unstarted: Set<number>;
  delivered: number;
}

/**
 * Creates the Lambda handler of a table's stream (event source mapping with `ReportBatchItemFailures`).
 *
 * Works in rounds: the first change of every key, then the second, and so on. Changes within a round may be delivered in parallel, while
 * each key's changes stay in order; after a failure no later change of that key is delivered. Lambda retries from the first failed record,
 * so changes after it that succeeded are delivered again: at least once, in order per key. Each failure is logged, and is one entry in the
 * error log.
 *
 * A record that cannot be read is set aside when no record before it will be retried. It does not block later changes of the same item,
 * because every change contains the whole item. The work ends at the invocation's deadline: changes in progress count as failed, changes
 * not started are retried. Counts `RetriesScheduled`, because Lambda does not count a returned batch as a failed call, and
 * `MessagesDeadLettered` for records that were set aside.
 */
export function createStreamConsumer<T>(
  options: StreamConsumerOptions<T>,
): FunctionHandler<DynamoDBStreamEvent, DynamoDBBatchResponse> {
  const { runtime } = options;
  const kept = streamRecord(options.kept);
  return withErrorLog(
    runtime,
    async (event, context) => {
      const began = runtime.clock.now().getTime();
      const deadline = deadlineOf(context);
      const progress = readAll(options, event.Records);
      await deliverRounds(options, progress, deadline);
      await setAsideAll({ ...options, keptRecord: kept }, progress, event.Records, context, deadline);
      const notes = [...progress.failed, ...progress.unreadable].map(([index, error]) =>
        noteRecord(runtime, context, { record: event.Records[index], error, began, kept }),
      );
      if (progress.unstarted.size > 0)
        notes.push(noteUnstarted(runtime, context, progress.unstarted.size, event, began));
      // In parallel: if the error log is down, one after the other would cost its timeout for each failure.
      await Promise.all(notes);
      const back = progress.failed.size + progress.unstarted.size;
      if (back > 0) runtime.metrics.count("retriesScheduled", back);
      if (progress.unreadable.size > 0) runtime.metrics.count("messagesDeadLettered", progress.unreadable.size);
      runtime.logger.info("stream batch processed", {
        records: event.Records.length,
        delivered: progress.delivered,
        failed: progress.failed.size,
        ...(progress.unreadable.size > 0 && { unreadable: progress.unreadable.size }),
        ...(progress.unstarted.size > 0 && { unstarted: progress.unstarted.size }),
      });
      return { batchItemFailures: firstFailure(event.Records, progress) };
    },
    { kept: batch(kept) },
  );
}

async function deliverRounds<T>(
  options: StreamConsumerOptions<T>,
  progress: Progress<T>,
  deadline: Deadline,
): Promise<void> {
  const { byKey, failed, unstarted } = progress;
  for (let round = roundOf(byKey); round.length > 0; round = roundOf(byKey)) {
    if (deadline.remainingMs() === 0) {
      for (const { index } of [...round, ...[...byKey.values()].flat()]) unstarted.add(index);
      return;
    }
    const failures = await deliver(options, round, deadline);
    for (const entry of round) {
      if (failures.has(entry)) continue;
      const { key, correlationId } = entry.change;
      const { eventName } = entry.record;
      options.runtime.logger.info("stream record delivered", { correlationId, key, eventName });
      progress.delivered++;
    }
    for (const [{ index, change }, error] of failures) {
      failed.set(index, error);
      byKey.delete(change.key);
    }
  }
}

/** Sets aside records that cannot be read. Those after a failed record are retried anyway, and are set aside then. */
async function setAsideAll<T>(
  options: StreamConsumerOptions<T> & { readonly keptRecord: Kept },
  { failed, unreadable, unstarted }: Progress<T>,
  records: readonly DynamoDBRecord[],
  { functionName, awsRequestId }: Context,
  deadline: Deadline,
): Promise<void> {
  let again = Math.min(...failed.keys(), ...unstarted);
  for (const [index, error] of [...unreadable].sort(([a], [b]) => a - b)) {
    const record = records[index];
    if (index > again || record === undefined) {
      unreadable.delete(index);
      continue;
    }
    const correlationId = correlationIdOf(record, awsRequestId);
    try {
      const redactor = redactorFor(record, options.keptRecord);
      await deadline.bound(options.setAside({ record, error, correlationId, functionName, redactor }));
    } catch (refusal) {
      logFailure(options.runtime, { message: "a record could not be set aside", correlationId, error: refusal });
      unreadable.delete(index);
      failed.set(index, error);
      again = index;
    }
  }
}

/** Whether DynamoDB itself removed the item because its time was over. */
export function isTimeToLiveRemoval(record: DynamoDBRecord): boolean {
  return record.eventName === "REMOVE" && record.userIdentity?.principalId === timeToLive;
}

function readAll<T>(options: StreamConsumerOptions<T>, records: readonly DynamoDBRecord[]): Progress<T> {
  const byKey = new Map<string, Entry<T>[]>();
  const unreadable = new Map<number, unknown>();
  for (const [index, record] of records.entries()) {
    if (isTimeToLiveRemoval(record)) continue;
    try {
      const change = options.read(record);
      if (change === undefined) continue;
      const entries = byKey.get(change.key);
      if (entries === undefined) byKey.set(change.key, [{ index, record, change }]);
      else entries.push({ index, record, change });
    } catch (error) {
      unreadable.set(index, error);
    }
  }
  return { byKey, unreadable, failed: new Map(), unstarted: new Set(), delivered: 0 };
}

/** Takes the next change of every key. */
function roundOf<T>(byKey: Map<string, Entry<T>[]>): Entry<T>[] {
  const round: Entry<T>[] = [];
  for (const [key, entries] of byKey) {
    const next = entries.shift();
    if (next !== undefined) round.push(next);
    if (entries.length === 0) byKey.delete(key);
  }
  return round;
}

async function deliver<T>(
  options: StreamConsumerOptions<T>,
  round: readonly Entry<T>[],
  deadline: Deadline,
): Promise<Map<Entry<T>, unknown>> {
  try {
    const failures = await deadline.bound(options.deliver(round.map((entry) => entry.change)));
    return new Map(round.filter(({ change }) => failures.has(change)).map((e) => [e, failures.get(e.change)]));
  } catch (error) {
    return new Map(round.map((entry) => [entry, error]));
  }
}

/** Lambda resumes at the lowest sequence number, which is the earliest record of the batch. */
function firstFailure(
  records: readonly DynamoDBRecord[],
  { failed, unstarted }: Pick<Progress<unknown>, "failed" | "unstarted">,
): { itemIdentifier: string }[] {
  if (failed.size === 0 && unstarted.size === 0) return [];
  const sequence = records[Math.min(...failed.keys(), ...unstarted)]?.dynamodb?.SequenceNumber;
  if (sequence === undefined) throw new Error("A stream record has no sequence number: the whole batch is tried again");
  return [{ itemIdentifier: sequence }];
}
