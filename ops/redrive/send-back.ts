// Redrives one dead letter: sends it, then deletes it, and records each step before the next.
import { InvokeCommand } from "@aws-sdk/client-lambda";
import { DeleteMessageCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import { credentialsProblem } from "../../cli/errors";
import { ALIAS } from "../../components/functions";
import { type ReceivedDeadLetter, toMessageAttributes } from "../queues/dead-letter";
import type { MoveOptions } from "./move";
import { planReturn, type Return } from "./plan";

/** Outcome of one dead letter. */
export type Outcome =
  | { readonly kind: "returned"; readonly sentId?: string | undefined }
  /** An earlier redrive had sent it. */
  | { readonly kind: "deleted"; readonly sentId?: undefined }
  | { readonly kind: "stayed" | "unclear"; readonly why: string; readonly sentId?: string | undefined };

/**
 * Sends a dead letter to its redrive target and deletes it; one that an earlier redrive has sent is only deleted. @throws the record
 * cannot be written
 */
export async function sendBack(deadLetter: ReceivedDeadLetter, options: MoveOptions): Promise<Outcome> {
  const { clients, queue, record } = options;
  const { messageId } = deadLetter;
  const earlier = record.progressOf(messageId);
  if (earlier === "sent") return await remove(deadLetter, options, { kind: "deleted" });
  if (earlier === "sending" && options.sendUnclear !== true) {
    return {
      kind: "unclear",
      why: "it is unknown whether an earlier redrive sent it; --send-unclear sends it again",
    };
  }
  let permit: number | undefined;
  try {
    permit = await options.permitOf?.(deadLetter);
  } catch (error) {
    return { kind: "stayed", why: `its permit could not be read: ${messageOf(error)}` };
  }
  const plan = planReturn(deadLetter, queue.wayBack, permit);
  if (plan.kind === "stay") return { kind: "stayed", why: plan.why };
  if (plan.kind === "replay") return await replayed(deadLetter, options);
  let sentId: string | undefined;
  record.note(messageId, "sending");
  try {
    sentId = await take(plan, clients);
  } catch (error) {
    if (!isRefusal(error)) return { kind: "unclear", why: `nobody knows whether it was sent: ${messageOf(error)}` };
    record.note(messageId, "done");
    return { kind: "stayed", why: `it was refused: ${messageOf(error)}` };
  }
  record.note(messageId, "sent");
  return await remove(deadLetter, options, { kind: "returned", sentId });
}

/** Nothing is noted before: a stream's consumers bear getting a record twice. */
async function replayed(deadLetter: ReceivedDeadLetter, options: MoveOptions): Promise<Outcome> {
  if (options.replay === undefined) return { kind: "stayed", why: "nothing replays it" };
  try {
    const { lacking } = await options.replay(deadLetter);
    if (lacking !== undefined) return { kind: "stayed", why: lacking };
  } catch (error) {
    return { kind: "stayed", why: `it was not replayed to its end: ${messageOf(error)}` };
  }
  return await remove(deadLetter, options, { kind: "returned" });
}

async function remove(
  { messageId, receiptHandle }: ReceivedDeadLetter,
  { clients, queue, record }: MoveOptions,
  done: Outcome,
): Promise<Outcome> {
  try {
    await clients.sqs.send(new DeleteMessageCommand({ QueueUrl: queue.url, ReceiptHandle: receiptHandle }));
  } catch (error) {
    const why = `it was sent, but could not be deleted here: ${messageOf(error)}`;
    return { kind: "unclear", sentId: done.sentId, why };
  }
  try {
    record.note(messageId, "done");
  } catch {
    // The message is deleted, even if the record could not be written; a full disk then stops the next one before it is sent.
  }
  return done;
}

/** @returns the id by which it would be known again */
async function take(
  plan: Extract<Return, { kind: "send" | "invoke" }>,
  clients: MoveOptions["clients"],
): Promise<string | undefined> {
  if (plan.kind === "send") {
    const { MessageId } = await clients.sqsOnce.send(
      new SendMessageCommand({
        QueueUrl: plan.queueUrl,
        MessageBody: plan.body,
        MessageAttributes: toMessageAttributes(plan.attributes),
      }),
    );
    return MessageId;
  }
  await clients.lambdaOnce.send(
    new InvokeCommand({
      FunctionName: plan.functionName,
      Qualifier: ALIAS,
      InvocationType: "Event",
      Payload: Buffer.from(plan.payload),
    }),
  );
  return undefined;
}

/**
 * Whether an error proves that the call had no effect: AWS rejected it, or there were no credentials. After other errors it may have had
 * one.
 */
function isRefusal(error: unknown): boolean {
  const status = (error as { readonly $metadata?: { readonly httpStatusCode?: number } }).$metadata?.httpStatusCode;
  return (status !== undefined && status >= 400 && status < 500) || credentialsProblem(error) !== undefined;
}

function messageOf(error: unknown): string {
  return credentialsProblem(error) ?? (error instanceof Error ? `${error.name}: ${error.message}` : String(error));
}
