import type { _Record as StreamApiRecord } from "@aws-sdk/client-dynamodb-streams";

/** One record of a stream. */
export interface StreamRecord {
  readonly sequenceNumber: string;
  /** Epoch milliseconds; streams know whole seconds. */
  readonly createdAt: number;
  /** When it came into the stream, as near as can be known: not after it was read. Epoch milliseconds. */
  readonly arrivedAt: number;
  /** The record as a function receives it. */
  readonly event: Readonly<Record<string, unknown>>;
  /** Of `event` as JSON; bytes. */
  readonly bytes: number;
}

/**
 * Converts a record of GetRecords to the form that Lambda passes to a function: times as epoch seconds, binary values as base64, and the
 * stream's ARN.
 *
 * Source: Lambda Developer Guide, "Using AWS Lambda with Amazon DynamoDB", "Example DynamoDB Streams record event".
 */
export function streamRecord(
  { dynamodb = {}, userIdentity, ...record }: StreamApiRecord,
  streamArn: string,
  now = Date.now(),
): StreamRecord {
  const { ApproximateCreationDateTime: created, SequenceNumber: sequenceNumber = "", ...images } = dynamodb;
  const createdAt = created?.getTime() ?? now;
  const text = JSON.stringify(
    {
      ...record,
      dynamodb: {
        ApproximateCreationDateTime: Math.floor(createdAt / 1_000),
        SequenceNumber: sequenceNumber,
        ...images,
      },
      ...(userIdentity !== undefined && {
        userIdentity: { principalId: userIdentity.PrincipalId, type: userIdentity.Type },
      }),
      eventSourceARN: streamArn,
    },
    (_key, value: unknown) => (value instanceof Uint8Array ? Buffer.from(value).toString("base64") : value),
  );
  const event: Record<string, unknown> = JSON.parse(text);
  return {
    sequenceNumber,
    createdAt,
    arrivedAt: Math.min(now, createdAt + 999),
    event,
    bytes: Buffer.byteLength(text),
  };
}
