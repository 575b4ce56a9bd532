// Moves dead letters one by one: receive, send, delete. A letter is deleted only after its way back was taken, so none is lost; each is
// sent at most once by one run, whatever happens.
import { InvokeCommand } from "@aws-sdk/client-lambda";
import { DeleteMessageCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import { ALIAS } from "../../components/functions";
import type { FailureQueue } from "../queues/catalog";
import { type ReceivedLetter, toMessageAttributes } from "../queues/letter";
import { giveBack, receive } from "../queues/look";
import type { OpsClients } from "../stack/clients";
import { planReturn, type Return } from "./plan";

/** A letter that is still in the queue, and why. */
export interface Trouble {
  readonly messageId: string;
  readonly why: string;
}

/** How far a move came. */
export interface MoveResult {
  /** Sent back, and deleted here. */
  readonly returned: number;
  /** Failed again while the move went on, or newly failed; left here. */
  readonly cameBack: number;
  /** Not sent; left here. */
  readonly stayed: readonly Trouble[];
  /** Perhaps sent, or sent and not deleted; still here. Another redrive would send them again. */
  readonly unclear: readonly Trouble[];
  /** True when it was told to stop before the end. */
  readonly stopped: boolean;
}

export interface MoveOptions {
  readonly clients: { readonly [K in "sqs" | "sqsOnce" | "lambdaOnce"]: Pick<OpsClients[K], "send"> };
  readonly queue: FailureQueue;
  /** Most letters to send back. */
  readonly most: number;
  readonly confirmResend: boolean;
  readonly signal: AbortSignal;
  /** Told after each batch how many were sent back so far. */
  readonly onProgress: (returned: number) => void;
}

/** Seconds that received letters stay hidden from others: far longer than a batch takes. */
const holdSeconds = 120;

/** So many receives in a row without anything to send back are the end. SQS may overlook messages in one. */
const emptyReceives = 2;

export async function moveLetters(options: MoveOptions): Promise<MoveResult> {
  const { clients, queue, most, signal } = options;
  const began = new Date();
  const sent = new Set<string>();
  const treated = new Set<string>();
  const aside = new Map<string, ReceivedLetter>();
  const stayed: Trouble[] = [];
  const unclear: Trouble[] = [];
  let returned = 0;
  let cameBack = 0;
  try {
    for (let idle = 0; idle < emptyReceives && returned < most && !signal.aborted; ) {
      const batch = await receive(clients.sqs, queue.url, most - returned, holdSeconds);
      const fresh: ReceivedLetter[] = [];
      for (const letter of batch) {
        if (!treated.has(letter.messageId) && !isBack(letter, sent, began)) fresh.push(letter);
        else {
          if (!treated.has(letter.messageId)) cameBack++;
          // Seen again: the newest receipt is the one that counts.
          aside.set(letter.messageId, letter);
        }
        treated.add(letter.messageId);
      }
      idle = fresh.length === 0 ? idle + 1 : 0;
      const outcomes = await Promise.all(fresh.map((letter) => sendBack(letter, options)));
      for (const [index, letter] of fresh.entries()) {
        const outcome = outcomes[index];
        if (outcome === undefined) continue;
        if (outcome.sentId !== undefined) sent.add(outcome.sentId);
        if (outcome.kind === "returned") returned++;
        else {
          (outcome.kind === "stayed" ? stayed : unclear).push({ messageId: letter.messageId, why: outcome.why });
          aside.set(letter.messageId, letter);
        }
      }
      if (fresh.length > 0) options.onProgress(returned);
    }
  } finally {
    await giveBack(clients.sqs, queue.url, [...aside.values()]);
  }
  return { returned, cameBack, stayed, unclear, stopped: signal.aborted };
}

/** Whether a letter died after the move began: its consumer names the message that we sent, or SQS moved that very message. */
function isBack({ messageId, attributes, sentAt }: ReceivedLetter, sent: ReadonlySet<string>, began: Date): boolean {
  return sent.has(messageId) || sent.has(attributes.sourceMessageId?.value ?? "") || sentAt > began;
}

type Outcome =
  | { readonly kind: "returned"; readonly sentId?: string | undefined }
  | { readonly kind: "stayed" | "unclear"; readonly why: string; readonly sentId?: string | undefined };

async function sendBack(letter: ReceivedLetter, options: MoveOptions): Promise<Outcome> {
  const { clients, queue, confirmResend } = options;
  const plan = planReturn(letter, queue.wayBack, confirmResend);
  if (plan.kind === "stay") return { kind: "stayed", why: plan.why };
  let sentId: string | undefined;
  try {
    sentId = await take(plan, clients);
  } catch (error) {
    return isRefusal(error)
      ? { kind: "stayed", why: `it was refused: ${messageOf(error)}` }
      : { kind: "unclear", why: `nobody knows whether it was sent: ${messageOf(error)}` };
  }
  try {
    await clients.sqs.send(new DeleteMessageCommand({ QueueUrl: queue.url, ReceiptHandle: letter.receiptHandle }));
  } catch (error) {
    return { kind: "unclear", sentId, why: `it was sent, but could not be deleted here: ${messageOf(error)}` };
  }
  return { kind: "returned", sentId };
}

/** @returns the id by which it would be known again */
async function take(
  plan: Exclude<Return, { kind: "stay" }>,
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

/** An answer that says no: nothing was done. Anything else may have been done. */
function isRefusal(error: unknown): boolean {
  const status = (error as { readonly $metadata?: { readonly httpStatusCode?: number } }).$metadata?.httpStatusCode;
  return status !== undefined && status >= 400 && status < 500;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
