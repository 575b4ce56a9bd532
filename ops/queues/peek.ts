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

/** Reads a queue's messages without receiving them. @throws {Error} the emulator does not show its queues */
export async function peek(
  target: { readonly endpoint: string; readonly region: string; readonly accountId: string },
  queueUrl: string,
): Promise<readonly QueuedMessage[]> {
  const query = new URLSearchParams({ account: target.accountId, region: target.region, QueueUrl: queueUrl });
  const url = `${target.endpoint}/_ministack/sqs/messages?${query}`;
  const { messages } = answerSchema.parse(await readJson(url, "the emulator's queues"));
  return Object.values(messages).flatMap((regions) =>
    Object.values(regions).flatMap((queues) => Object.values(queues).flat()),
  );
}
