import type { Context, DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import { firstCorrelationId } from "./correlation";
import { type FunctionHandler, logFailure, type Runtime, recordFailure, withErrorLog } from "./runtime";

/** One record of a table's stream that concerns the consumer. */
export interface StreamChange<T> {
  /** Changes with the same key stay in order. */
  readonly key: string;
  readonly correlationId: string;
  readonly value: T;
}

export interface StreamConsumerOptions<T> {
  readonly runtime: Runtime;
  /**
   * Reads a record. Undefined: it does not concern this consumer. Throw for a record that cannot be read: it counts as failed.
   */
  read(record: DynamoDBRecord): StreamChange<T> | undefined;
  /**
   * Treats changes of different keys, in any order or all at once, and returns those that failed with their errors; a rejection
   * means that all failed. Must bear being called twice for one change.
   */
  deliver(changes: readonly StreamChange<T>[]): Promise<ReadonlyMap<StreamChange<T>, unknown>>;
}

/** TTL removals are made by this principal. */
const timeToLive = "dynamodb.amazonaws.com";

interface Entry<T> {
  readonly index: number;
  readonly record: DynamoDBRecord;
  readonly change: StreamChange<T>;
}

/**
 * Makes the Lambda handler of a table's stream (event source mapping with `ReportBatchItemFailures`).
 *
 * Works in rounds: the first change of every key, then the second, and so on. A round may be delivered in parallel, while each key's
 * changes stay in order; after a failure no later change of that key is delivered. Lambda takes up again at the first failed record, so
 * what succeeded behind it is delivered once more: at least once, in order per key. Each failure is logged and is one entry in the error log.
 * Counts `RetriesScheduled`: to Lambda a batch that was handed back is no failed call.
 */
export function createStreamConsumer<T>(
  options: StreamConsumerOptions<T>,
): FunctionHandler<DynamoDBStreamEvent, DynamoDBBatchResponse> {
  const { runtime } = options;
  return withErrorLog(runtime, async (event, context) => {
    const began = runtime.clock.now().getTime();
    const failed = new Map<number, unknown>();
    const byKey = readAll(options, event.Records, failed);
    let delivered = 0;
    for (let round = roundOf(byKey); round.length > 0; round = roundOf(byKey)) {
      const failures = await deliver(options, round);
      for (const entry of round) {
        if (failures.has(entry)) continue;
        const { key, correlationId } = entry.change;
        runtime.logger.info("stream record delivered", { correlationId, key, eventName: entry.record.eventName });
        delivered++;
      }
      for (const [{ index, change }, error] of failures) {
        failed.set(index, error);
        byKey.delete(change.key);
      }
    }
    // All at once: one after the other, an error log that is down would cost its time-out for each of them, and this invocation its end.
    await Promise.all([...failed].map(([index, error]) => note(runtime, context, event.Records[index], error, began)));
    if (failed.size > 0) runtime.metrics.count("retriesScheduled", failed.size);
    runtime.logger.info("stream batch treated", { records: event.Records.length, delivered, failed: failed.size });
    return { batchItemFailures: firstFailure(event.Records, failed) };
  });
}

/** Whether DynamoDB itself removed the item because its time was over. */
export function isTimeToLiveRemoval(record: DynamoDBRecord): boolean {
  return record.eventName === "REMOVE" && record.userIdentity?.principalId === timeToLive;
}

function readAll<T>(
  options: StreamConsumerOptions<T>,
  records: readonly DynamoDBRecord[],
  failed: Map<number, unknown>,
): Map<string, Entry<T>[]> {
  const byKey = new Map<string, Entry<T>[]>();
  for (const [index, record] of records.entries()) {
    if (isTimeToLiveRemoval(record)) continue;
    try {
      const change = options.read(record);
      if (change === undefined) continue;
      const entries = byKey.get(change.key);
      if (entries === undefined) byKey.set(change.key, [{ index, record, change }]);
      else entries.push({ index, record, change });
    } catch (error) {
      // Everything from here on comes again, so nothing behind an unreadable record is delivered now.
      failed.set(index, error);
      break;
    }
  }
  return byKey;
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
): Promise<Map<Entry<T>, unknown>> {
  try {
    const failures = await options.deliver(round.map((entry) => entry.change));
    return new Map(round.filter(({ change }) => failures.has(change)).map((e) => [e, failures.get(e.change)]));
  } catch (error) {
    return new Map(round.map((entry) => [entry, error]));
  }
}

/** Lambda resumes at the lowest sequence number, which is the earliest record of the batch. */
function firstFailure(
  records: readonly DynamoDBRecord[],
  failed: ReadonlyMap<number, unknown>,
): { itemIdentifier: string }[] {
  if (failed.size === 0) return [];
  const sequence = records[Math.min(...failed.keys())]?.dynamodb?.SequenceNumber;
  if (sequence === undefined) throw new Error("A stream record has no sequence number: the whole batch is tried again");
  return [{ itemIdentifier: sequence }];
}

async function note(
  runtime: Runtime,
  context: Context,
  record: DynamoDBRecord | undefined,
  error: unknown,
  began: number,
): Promise<void> {
  const image = record?.dynamodb?.NewImage ?? record?.dynamodb?.OldImage;
  const correlationId = firstCorrelationId(image?.correlationId?.S, record?.eventID, context.awsRequestId);
  logFailure(runtime, "a stream record failed", correlationId, error, record, {
    sequenceNumber: record?.dynamodb?.SequenceNumber,
    eventName: record?.eventName,
  });
  await recordFailure(runtime, context, { error, event: record, correlationId, began });
}
