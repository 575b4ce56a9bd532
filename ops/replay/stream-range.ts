// Reads the records between two positions of a table's stream, in the form in which Lambda passes them to a function.
import {
  type DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type _Record as StreamRecord,
} from "@aws-sdk/client-dynamodb-streams";
import type { DynamoDBRecord } from "aws-lambda";
import * as z from "zod";
import { momentType } from "../../functions/contracts/fields/date-time";
import type { DeadLetter } from "../queues/dead-letter";
import { parseObject } from "../queues/parse";

/** Position of records that a function could not process. https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html */
const positionSchema = z.looseObject({
  shardId: z.string(),
  startSequenceNumber: z.string().regex(/^\d+$/),
  endSequenceNumber: z.string().regex(/^\d+$/),
  approximateArrivalOfFirstRecord: momentType(),
  approximateArrivalOfLastRecord: momentType().optional(),
  batchSize: z.number().int(),
  streamArn: z.string(),
});

export type Position = z.infer<typeof positionSchema>;

/** The position in a dead letter; undefined when it has none. */
export function positionOf({ body }: Pick<DeadLetter, "body">): Position | undefined {
  return positionSchema.safeParse(parseObject(body)?.DDBStreamBatchInfo).data;
}

/** The stream has dropped the records: it keeps them for 24 hours. */
export class TrimmedError extends Error {
  override readonly name = "TrimmedError";
}

/** Number of empty pages in a row after which a shard counts as read: an open shard never reports its end. */
const mostEmptyPages = 20;

/**
 * All records of a position, page by page: removals too.
 *
 * @throws {TrimmedError} the stream has dropped the first of them, or does not exist any more
 */
export async function* recordsAt(
  streams: Pick<DynamoDBStreamsClient, "send">,
  { streamArn, shardId, startSequenceNumber, endSequenceNumber }: Position,
): AsyncGenerator<readonly DynamoDBRecord[]> {
  const last = BigInt(endSequenceNumber);
  try {
    const { ShardIterator: first } = await streams.send(
      new GetShardIteratorCommand({
        StreamArn: streamArn,
        ShardId: shardId,
        ShardIteratorType: "AT_SEQUENCE_NUMBER",
        SequenceNumber: startSequenceNumber,
      }),
    );
    let empty = 0;
    for (let iterator = first; iterator !== undefined && empty < mostEmptyPages; ) {
      const { Records: records = [], NextShardIterator: next } = await streams.send(
        new GetRecordsCommand({ ShardIterator: iterator, Limit: 1000 }),
      );
      const within = records.filter(({ dynamodb }) => BigInt(dynamodb?.SequenceNumber ?? 0) <= last);
      if (within.length > 0) yield within.map((record) => asLambdaHandsOver(record, streamArn));
      const reached = BigInt(records.at(-1)?.dynamodb?.SequenceNumber ?? 0);
      if (reached >= last) return;
      empty = records.length === 0 ? empty + 1 : 0;
      iterator = next;
    }
  } catch (error) {
    const trimmed = error instanceof Error && /^(TrimmedDataAccess|ResourceNotFound)/.test(error.name);
    throw trimmed ? new TrimmedError("the stream has dropped the records", { cause: error }) : error;
  }
}

/** https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html */
export function asLambdaHandsOver(record: StreamRecord, streamArn: string): DynamoDBRecord {
  const { userIdentity, dynamodb, ...rest } = record;
  const { ApproximateCreationDateTime: at, ...images } = dynamodb ?? {};
  const handed = {
    ...rest,
    eventSource: "aws:dynamodb",
    eventSourceARN: streamArn,
    ...(userIdentity !== undefined && {
      userIdentity: { principalId: userIdentity.PrincipalId, type: userIdentity.Type },
    }),
    dynamodb: { ...images, ...(at !== undefined && { ApproximateCreationDateTime: Math.floor(at.getTime() / 1000) }) },
  };
  // As JSON, in which binary values are base64: no other form reaches a function.
  return JSON.parse(JSON.stringify(handed, (_, value: unknown) => base64Of(value)));
}

function base64Of(value: unknown): unknown {
  return value instanceof Uint8Array ? Buffer.from(value).toString("base64") : value;
}
