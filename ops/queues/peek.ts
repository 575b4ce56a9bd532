import * as z from "zod";
import { readJson } from "../stack/read-json";

const messageSchema = z.object({
  MessageId: z.string(),
  Body: z.string(),
  ReceiveCount: z.number(),
  /** Epoch seconds. */
  SentTimestamp: z.number(),
  /** False while it is received by a consumer. */
  IsVisible: z.boolean(),
  /** As the sender set them; the emulator returns the SQS API's form. */
  MessageAttributes: z.record(
    z.string(),
    z.looseObject({ DataType: z.string().optional(), StringValue: z.string().optional() }),
  ),
});

/** A message in a queue, seen without receiving it. */
export type QueuedMessage = z.infer<typeof messageSchema>;

const answerSchema = z.object({
  messages: z.record(z.string(), z.record(z.string(), z.record(z.string(), z.array(messageSchema)))),
});

/** Where the queues are. */
export interface QueuesTarget {
  readonly endpoint: string;
  readonly region: string;
  readonly accountId: string;
}

/** Reads a queue's messages without receiving them. @throws {Error} the emulator does not show its queues */
export async function peek(target: QueuesTarget, queueUrl: string): Promise<readonly QueuedMessage[]> {
  return (await show(target, { QueueUrl: queueUrl })).flatMap(([, messages]) => messages);
}

/** Reads the messages of all queues of the account and region, by the queue's name. @throws {Error} as `peek` */
export async function peekAll(target: QueuesTarget): Promise<ReadonlyMap<string, readonly QueuedMessage[]>> {
  return new Map((await show(target, {})).map(([url, messages]) => [url.split("/").at(-1) ?? "", messages]));
}

async function show({ endpoint, region, accountId }: QueuesTarget, only: Readonly<Record<string, string>>) {
  const query = new URLSearchParams({ account: accountId, region, ...only });
  const url = `${endpoint}/_ministack/sqs/messages?${query}`;
  const { messages } = answerSchema.parse(await readJson(url, "the emulator's queues"));
  return Object.values(messages).flatMap((regions) =>
    Object.values(regions).flatMap((queues) => Object.entries(queues)),
  );
}
