// Moves dead letters individually: receive, send, delete. A dead letter is deleted only after its redrive target has accepted it, so none
// is lost; and each is sent at most once, by this run and by later runs with the same record.
import type { FailureQueue } from "../queues/catalog";
import type { ReceivedDeadLetter } from "../queues/dead-letter";
import { giveBack, receive } from "../queues/look";
import type { Replay } from "../replay/replay";
import type { OpsClients } from "../stack/clients";
import type { PermitOf } from "./permits";
import type { RedriveRecord } from "./record";
import { type Outcome, sendBack } from "./send-back";

/** A dead letter that is still in the queue, and why. */
export interface Trouble {
  readonly messageId: string;
  readonly why: string;
}

/** How far a redrive got. */
export interface MoveResult {
  /** Sent back, and deleted here. */
  readonly returned: number;
  /** Sent by an earlier redrive, and only deleted by this one. @default 0 */
  readonly deletedOnly?: number;
  /** Chosen, and not in the queue. @default none */
  readonly notFound?: readonly string[];
  /** Failed again during the redrive, or newly failed; still in the dead-letter queue. */
  readonly cameBack: number;
  /** Not sent; still in the dead-letter queue. */
  readonly stayed: readonly Trouble[];
  /**
   * Perhaps sent, or sent but not deleted; still in the dead-letter queue. The next redrive deletes those that the record shows as sent.
   */
  readonly unclear: readonly Trouble[];
  /** True when the user stopped it before the end. */
  readonly stopped: boolean;
  /** The error that ended it early. @default none */
  readonly failure?: unknown;
}

export interface MoveOptions {
  readonly clients: { readonly [K in "sqs" | "sqsOnce" | "lambdaOnce"]: Pick<OpsClients[K], "send"> };
  readonly queue: FailureQueue;
  /** Most dead letters to send back. */
  readonly most: number;
  /** Only dead letters with these ids. @default all */
  readonly only?: ReadonlySet<string> | undefined;
  /** Reads the permit for one more email with which a dead letter is sent. @default none is given */
  readonly permitOf?: PermitOf | undefined;
  /** Also send those of which it is unknown whether an earlier redrive sent them. @default false */
  readonly sendUnclear?: boolean;
  /** Replays the records of a dead letter in a stream's failure queue. @default such dead letters stay */
  readonly replay?: Replay | undefined;
  readonly record: Pick<RedriveRecord, "note" | "progressOf">;
  readonly signal: AbortSignal;
  /** Called after each batch with how many were sent back so far. */
  readonly onProgress: (returned: number) => void;
}

/** Visibility timeout of received dead letters in seconds: far longer than a batch takes, even when each is replayed. */
const holdSeconds = { sent: 120, replayed: 3_600 } as const;

/** The redrive ends after this many empty receives in a row, because SQS may miss messages in one. */
const emptyReceives = 2;

/** Never throws for an AWS error: the result has the error, and how far the redrive got. */
export async function moveDeadLetters(options: MoveOptions): Promise<MoveResult> {
  const { clients, queue, only, signal } = options;
  const most = Math.min(options.most, only?.size ?? Number.POSITIVE_INFINITY);
  const began = new Date();
  const sent = new Set<string>();
  const processed = new Set<string>();
  const aside = new Map<string, ReceivedDeadLetter>();
  const stayed: Trouble[] = [];
  const unclear: Trouble[] = [];
  const hold = options.replay === undefined ? holdSeconds.sent : holdSeconds.replayed;
  let [returned, deletedOnly, cameBack] = [0, 0, 0];
  let failure: unknown;
  try {
    for (let idle = 0; idle < emptyReceives && returned < most && failure === undefined && !signal.aborted; ) {
      // Of chosen ones nobody knows where among the others they are.
      const wanted = only === undefined ? most - returned : Number.POSITIVE_INFINITY;
      const batch = await receive(clients.sqs, queue.url, wanted, hold);
      const fresh: ReceivedDeadLetter[] = [];
      let passedOver = 0;
      for (const deadLetter of batch) {
        const { messageId } = deadLetter;
        const first = !processed.has(messageId);
        processed.add(messageId);
        const chosen = only?.has(messageId) ?? true;
        if (first && chosen && !isBack(deadLetter, sent, began)) {
          fresh.push(deadLetter);
          continue;
        }
        if (first && chosen) cameBack++;
        if (first && !chosen) passedOver++;
        // Received again: only the newest receipt handle is valid.
        aside.set(messageId, deadLetter);
      }
      idle = fresh.length + passedOver === 0 ? idle + 1 : 0;
      const outcomes = await Promise.all(
        fresh.map((deadLetter) =>
          sendBack(deadLetter, options).catch((error: unknown): Outcome => {
            // The record cannot be written any more: the current message is finished, and no other is started.
            failure ??= error;
            return { kind: "unclear", why: `nobody knows how far it came: ${String(error)}` };
          }),
        ),
      );
      for (const [index, deadLetter] of fresh.entries()) {
        const outcome = outcomes[index];
        if (outcome === undefined) continue;
        if (outcome.sentId !== undefined) sent.add(outcome.sentId);
        if (outcome.kind === "returned") returned++;
        else if (outcome.kind === "deleted") deletedOnly++;
        else {
          (outcome.kind === "stayed" ? stayed : unclear).push({ messageId: deadLetter.messageId, why: outcome.why });
          aside.set(deadLetter.messageId, deadLetter);
        }
      }
      if (fresh.length > 0) options.onProgress(returned);
    }
  } catch (error) {
    failure = error;
  }
  await giveBack(clients.sqs, queue.url, [...aside.values()]);
  // Only what was read to its end can lack something.
  const ended = failure === undefined && !signal.aborted && returned < most;
  const notFound = ended ? [...(only ?? [])].filter((messageId) => !processed.has(messageId)) : [];
  return {
    ...{ returned, cameBack, stayed, unclear, stopped: signal.aborted },
    ...(deletedOnly > 0 && { deletedOnly }),
    ...(notFound.length > 0 && { notFound }),
    ...(failure !== undefined && { failure }),
  };
}

/** Whether a dead letter failed after the move began: its consumer names the message that we sent, or SQS moved that very message. */
function isBack(
  { messageId, attributes, sentAt }: ReceivedDeadLetter,
  sent: ReadonlySet<string>,
  began: Date,
): boolean {
  return sent.has(messageId) || sent.has(attributes.sourceMessageId?.value ?? "") || sentAt > began;
}
