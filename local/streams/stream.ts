import {
  DescribeStreamCommand,
  type DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
} from "@aws-sdk/client-dynamodb-streams";
import { type StreamRecord, streamRecord } from "./record";
import type { StreamMapping } from "./settings";

/** Reads one shard, from where the mapping begins. */
export interface ShardReader {
  readonly shardId: string;
  /** The records since the last read; none when there are no new ones. */
  read(signal: AbortSignal): Promise<readonly StreamRecord[]>;
}

/**
 * Opens the stream's shard at the mapping's starting position.
 *
 * @throws {Error} the stream has not exactly one shard: the bundled emulator has never another number
 */
export async function openShard(
  client: DynamoDBStreamsClient,
  { streamArn, startingPosition }: Pick<StreamMapping, "streamArn" | "startingPosition">,
  signal: AbortSignal,
): Promise<ShardReader> {
  const options = { abortSignal: signal };
  const { StreamDescription } = await client.send(new DescribeStreamCommand({ StreamArn: streamArn }), options);
  const [shard, ...others] = StreamDescription?.Shards ?? [];
  const shardId = shard?.ShardId;
  if (shardId === undefined || others.length > 0) throw new Error(`${streamArn} must have one shard`);
  const at = (position: Position) => iteratorAt(client, { streamArn, shardId, ...position }, options);
  let iterator = await at({ ShardIteratorType: startingPosition });
  let last: string | undefined;
  return {
    shardId,
    async read(until) {
      iterator ??= await at(
        last === undefined
          ? { ShardIteratorType: startingPosition }
          : { ShardIteratorType: "AFTER_SEQUENCE_NUMBER", SequenceNumber: last },
      );
      const held = iterator;
      // One that failed may have expired, which it does after 15 minutes: the next read begins anew.
      iterator = undefined;
      const { Records = [], NextShardIterator } = await client.send(new GetRecordsCommand({ ShardIterator: held }), {
        abortSignal: until,
      });
      iterator = NextShardIterator;
      const records = Records.map((record) => streamRecord(record, streamArn));
      last = records.at(-1)?.sequenceNumber ?? last;
      return records;
    },
  };
}

type Position =
  | { readonly ShardIteratorType: "TRIM_HORIZON" | "LATEST" }
  | { readonly ShardIteratorType: "AFTER_SEQUENCE_NUMBER"; readonly SequenceNumber: string };

async function iteratorAt(
  client: DynamoDBStreamsClient,
  { streamArn, shardId, ...position }: { readonly streamArn: string; readonly shardId: string } & Position,
  options: { readonly abortSignal: AbortSignal },
): Promise<string | undefined> {
  const command = new GetShardIteratorCommand({ StreamArn: streamArn, ShardId: shardId, ...position });
  return (await client.send(command, options)).ShardIterator;
}
