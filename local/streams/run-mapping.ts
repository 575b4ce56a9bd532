import type { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import { InvokeCommand, type LambdaClient } from "@aws-sdk/client-lambda";
import { GetQueueUrlCommand, SendMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { messageOf } from "../../values/message-of";
import type { MetricWriter } from "../alarms/source";
import { insisting } from "../service/insist";
import { isRefusedForGood } from "../service/refused";
import { nextBatch } from "./batches";
import { deliver } from "./delivery";
import { failureRecord } from "./failure-record";
import type { StreamRecord } from "./record";
import type { CallOutcome } from "./response";
import type { StreamMapping } from "./settings";
import { openShard } from "./stream";

/** Clients of an administrator: what Lambda does itself is checked against no function's role here. */
export interface MappingClients {
  readonly streams: DynamoDBStreamsClient;
  readonly lambda: LambdaClient;
  readonly sqs: SQSClient;
  readonly metrics: MetricWriter;
}

/** Lambda asks four times a second. An idle mapping polls ten times a second here, a busy one more often, to keep the run short. */
const busyPauseMs = 10;
const idlePauseMs = 100;

/**
 * Runs one mapping until it is stopped: reads, filters, gathers, delivers batch after batch in the stream's order.
 *
 * @param passes whether a record meets the mapping's filter criteria
 * @param onProblem called with the reason of a failure, after which it retries
 * @param onBusy called after each read with whether there is anything to deliver
 */
export async function runMapping(
  mapping: StreamMapping,
  passes: (record: unknown) => boolean,
  clients: MappingClients,
  signal: AbortSignal,
  onProblem: (text: string) => void,
  onBusy: (busy: boolean) => void = () => undefined,
): Promise<void> {
  const { insist, pause } = insisting("a stream mapping", signal, onProblem);
  const shard = await insist("open the stream", () => openShard(clients.streams, mapping, signal));
  const queueUrl = await insist("find the failure queue", () => queueUrlOf(clients.sqs, mapping.failureQueueArn));
  const count = (name: string, value: number) => {
    const dimensions = { FunctionName: mapping.functionArn.split(":")[6] ?? "" };
    clients.metrics.add({ namespace: "AWS/Lambda", name, dimensions, at: Date.now(), value });
  };
  const tools = {
    call: (records: readonly StreamRecord[]) => {
      // "The age of the last record in the event": Lambda Developer Guide, "Types of metrics for Lambda functions".
      count("IteratorAge", Date.now() - (records.at(-1)?.arrivedAt ?? Date.now()));
      return call(clients.lambda, mapping.functionArn, records, signal, onProblem);
    },
    giveUp: async (given: Parameters<typeof failureRecord>[0]) => {
      if (queueUrl === undefined) return;
      const MessageBody = failureRecord(given, { ...mapping, shardId: shard.shardId }, new Date());
      await insist("send to the failure queue", async () => {
        try {
          await clients.sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody }), { abortSignal: signal });
        } catch (error) {
          if (!isRefusedForGood(error)) throw error;
          count("DestinationDeliveryFailures", 1);
          onProblem(`the position of ${given.records.length} records is lost: ${messageOf(error)}`);
        }
      });
    },
    now: Date.now,
    pause,
  };

  let waiting: readonly StreamRecord[] = [];
  let idleMs = busyPauseMs;
  /** When the first record of the next batch was seen. */
  let since = 0;
  for (;;) {
    const records = await insist("read the stream", () => shard.read(signal));
    const wanted = records.filter(({ event }) => passes(event));
    if (waiting.length === 0 && wanted.length > 0) since = Date.now();
    waiting = [...waiting, ...wanted];
    onBusy(waiting.length > 0);
    const { windowSeconds, batchSize } = mapping.delivery;
    for (let next = nextBatch(waiting, batchSize); next.size > 0; next = nextBatch(waiting, batchSize)) {
      if (!next.full && Date.now() - since < windowSeconds * 1_000) break;
      await deliver(waiting.slice(0, next.size), mapping.delivery, tools);
      waiting = waiting.slice(next.size);
      since = Date.now();
    }
    idleMs = records.length > 0 ? busyPauseMs : Math.min(idlePauseMs, idleMs * 2);
    await pause(idleMs);
  }
}

async function call(
  lambda: LambdaClient,
  functionArn: string,
  records: readonly StreamRecord[],
  signal: AbortSignal,
  onProblem: (text: string) => void,
): Promise<CallOutcome> {
  const Payload = JSON.stringify({ Records: records.map(({ event }) => event) });
  try {
    const answer = await lambda.send(new InvokeCommand({ FunctionName: functionArn, Payload }), {
      abortSignal: signal,
    });
    const version = answer.ExecutedVersion ?? "$LATEST";
    if (answer.FunctionError !== undefined) return { kind: "error", functionError: answer.FunctionError, version };
    return { kind: "answer", payload: JSON.parse(Buffer.from(answer.Payload ?? []).toString() || "null"), version };
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof Error && error.name === "TooManyRequestsException"))
      onProblem(`the stream mapping of ${functionArn} could not call it: ${messageOf(error)}`);
    return { kind: "not-called" };
  }
}

async function queueUrlOf(sqs: SQSClient, arn: string | undefined): Promise<string | undefined> {
  if (arn === undefined) return undefined;
  const QueueName = arn.split(":").at(-1) ?? "";
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName }));
  return QueueUrl;
}
