// Reports failed records of a table's stream.
import type { Context, DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import { firstCorrelationId } from "../contracts/fields/correlation";
import { DeadlineError } from "./deadline";
import type { Kept } from "./redaction/kept";
import { noteFailure, type Runtime } from "./runtime";

/** The correlation id in a record's item, else an id of the record or of the call. */
export function correlationIdOf(record: DynamoDBRecord | undefined, requestId: string): string {
  const image = record?.dynamodb?.NewImage ?? record?.dynamodb?.OldImage;
  return firstCorrelationId(image?.correlationId?.S, record?.eventID, requestId);
}

/** Logs the failure of one record, and puts it into the error log. */
export async function noteRecord(
  runtime: Runtime,
  context: Context,
  failure: {
    readonly record: DynamoDBRecord | undefined;
    readonly error: unknown;
    readonly began: number;
    readonly kept: Kept;
  },
): Promise<void> {
  const { record, error, began, kept } = failure;
  await noteFailure(runtime, context, {
    message: "a stream record failed",
    error,
    event: record,
    kept,
    correlationId: correlationIdOf(record, context.awsRequestId),
    began,
    fields: { sequenceNumber: record?.dynamodb?.SequenceNumber, eventName: record?.eventName },
  });
}

/** One entry for all records that were not started before the deadline; Lambda retries them. */
export async function noteUnstarted(
  runtime: Runtime,
  context: Context,
  unstarted: number,
  { Records: records }: DynamoDBStreamEvent,
  began: number,
): Promise<void> {
  await noteFailure(runtime, context, {
    message: "stream records were handed back",
    error: new DeadlineError(`There was no time for ${unstarted} of ${records.length} records: they come back`),
    correlationId: context.awsRequestId,
    began,
  });
}
