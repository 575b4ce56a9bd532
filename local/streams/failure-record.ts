import { randomUUID } from "node:crypto";
import type { StreamRecord } from "./record";

/** Why records are given up. */
export type Condition = "RetryAttemptsExhausted" | "RecordAgeExceeded";

/** Records that are given up, and why. */
export interface GivenUp {
  readonly records: readonly [StreamRecord, ...StreamRecord[]];
  readonly condition: Condition;
  /** Calls that had these records in them. */
  readonly calls: number;
  /** The last call's response; absent when there was none. */
  readonly response?: { readonly version: string; readonly functionError?: string };
}

/**
 * The message for an on-failure destination: the records' position, not the records.
 *
 * Source: Lambda Developer Guide, "Retain discarded records for a DynamoDB event source in Lambda", "Example invocation record".
 */
export function failureRecord(
  given: GivenUp,
  of: { readonly functionArn: string; readonly streamArn: string; readonly shardId: string },
  now: Date,
): string {
  const { records, condition, calls, response } = given;
  const [first] = records;
  const last = records.at(-1) ?? first;
  return JSON.stringify({
    requestContext: {
      requestId: randomUUID(),
      functionArn: of.functionArn,
      condition,
      approximateInvokeCount: calls,
    },
    ...(response !== undefined && {
      responseContext: {
        statusCode: 200,
        executedVersion: response.version,
        ...(response.functionError !== undefined && { functionError: response.functionError }),
      },
    }),
    version: "1.0",
    timestamp: now.toISOString(),
    DDBStreamBatchInfo: {
      shardId: of.shardId,
      startSequenceNumber: first.sequenceNumber,
      endSequenceNumber: last.sequenceNumber,
      approximateArrivalOfFirstRecord: second(first.createdAt),
      approximateArrivalOfLastRecord: second(last.createdAt),
      batchSize: records.length,
      streamArn: of.streamArn,
    },
  });
}

/** Times of arrival have no fraction of a second. */
function second(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/, "Z");
}
