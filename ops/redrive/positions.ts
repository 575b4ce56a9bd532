// Failure queues of stream consumers: Lambda hands over where the records stand, not the records.
import * as z from "zod";
import { ALIAS } from "../../components/functions";
import type { Letter } from "../queues/letter";

/** https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html */
const recordSchema = z.looseObject({
  DDBStreamBatchInfo: z.looseObject({
    shardId: z.string().regex(/^[\w-]+$/),
    startSequenceNumber: z.string().regex(/^\d+$/),
    endSequenceNumber: z.string().regex(/^\d+$/),
    approximateArrivalOfFirstRecord: z.string(),
    batchSize: z.number().int(),
    streamArn: z.string().regex(/^arn:[\w:/.-]+$/),
  }),
});

/** What a person can do about one letter. */
export interface Position {
  readonly messageId: string;
  readonly records: number;
  /** ISO 8601. */
  readonly since: string;
  /** False when the stream has dropped the records, 24 hours after they were written. */
  readonly readable: boolean;
  /** Commands for a shell with the AWS CLI and jq, in order. */
  readonly commands: readonly string[];
}

const streamHours = 24;

/** Reads a position. Undefined when the letter holds none. */
export function positionOf(letter: Letter, functionName: string, now: Date): Position | undefined {
  let body: unknown;
  try {
    body = JSON.parse(letter.body);
  } catch {
    return undefined;
  }
  const parsed = recordSchema.safeParse(body);
  if (!parsed.success) return undefined;
  const info = parsed.data.DDBStreamBatchInfo;
  const since = new Date(info.approximateArrivalOfFirstRecord);
  const age = now.getTime() - since.getTime();
  return {
    messageId: letter.messageId,
    records: info.batchSize,
    since: info.approximateArrivalOfFirstRecord,
    readable: age < streamHours * 3_600_000,
    commands: [
      `ITERATOR=$(aws dynamodbstreams get-shard-iterator --stream-arn '${info.streamArn}' --shard-id '${info.shardId}' ` +
        `--shard-iterator-type AT_SEQUENCE_NUMBER --sequence-number ${info.startSequenceNumber} --query ShardIterator --output text)`,
      // The mapping passes new and changed items only; the batch ends at its last sequence number.
      // Compared as text, shorter ones first: they have more digits than jq's numbers.
      `aws dynamodbstreams get-records --shard-iterator "$ITERATOR" --limit 1000 | jq '{Records: [.Records[] ` +
        `| select(.eventName != "REMOVE" and (.dynamodb.SequenceNumber | [length, .]) <= ("${info.endSequenceNumber}" | [length, .])) ` +
        `| .eventSource = "aws:dynamodb" | .eventSourceARN = "${info.streamArn}" | del(.dynamodb.ApproximateCreationDateTime)]}' > event.json`,
      `aws lambda invoke --function-name ${functionName} --qualifier ${ALIAS} --cli-binary-format raw-in-base64-out ` +
        "--payload file://event.json answer.json && cat answer.json",
    ],
  };
}
