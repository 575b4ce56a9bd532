import { explain } from "../../cli/errors";
import { type ExitCode, exitCodes } from "../../cli/exit-codes";
import { cleanLine } from "../../functions/shared/clean-text";
import type { InputOf } from "../command-line/commands";
import type { OpsContext } from "../context";
import { describeWayBack, type FailureQueue } from "../queues/catalog";
import type { MoveResult, Trouble } from "../redrive/move";
import type { MoveTaskResult } from "../redrive/move-task";
import type { RedriveRecord } from "../redrive/record";
import { counted } from "../text";

/** Result of a redrive, by SQS's move task or one by one. */
export interface RedriveResult extends MoveResult {
  /** Printed instead of the count. @default the count */
  readonly text?: string;
  /** SQS's counts, which are approximate. @default exact counts, because the messages were moved individually */
  readonly depth?: { readonly before: number; readonly after: number };
}

export const nothing: MoveResult = { returned: 0, cameBack: 0, stayed: [], unclear: [], stopped: false };

/** The result of SQS's own move task. Its counter lags behind, so the decrease of the queue's depth counts if it is larger. */
export function ofTask({ returned, status, failureReason, failure, depth }: MoveTaskResult): RedriveResult {
  const reason = failureReason === undefined ? status : `${status}: ${failureReason}`;
  const why =
    failure === undefined
      ? `SQS's move task ended as ${reason}`
      : "SQS's move task goes on by itself: look at the queue again in a minute";
  const unclear: Trouble[] = status === "COMPLETED" ? [] : [{ messageId: "-", why }];
  return {
    ...nothing,
    ...{ returned: Math.max(returned, depth.before - depth.after), unclear, stopped: status === "CANCELLED", depth },
    ...(failure !== undefined && { failure }),
  };
}

/** Most messages that are listed without `--json`. */
const mostNamed = 20;

/** Reports how far a redrive got, in every case; exit code 1 unless every message was returned. */
export function reportRedrive(
  { console }: OpsContext,
  input: InputOf<"redrive">,
  queue: FailureQueue,
  { text, failure, depth, ...result }: RedriveResult,
  record?: RedriveRecord,
): ExitCode {
  const { returned, deletedOnly = 0, cameBack, stayed, unclear, stopped, notFound = [] } = result;
  const complete =
    stayed.length + unclear.length + notFound.length + cameBack === 0 && !stopped && failure === undefined;
  const code = complete ? exitCodes.ok : exitCodes.failed;
  const to = describeWayBack(queue.wayBack);
  const open = [...(record?.open() ?? [])];
  const sentNotDeleted = open.flatMap(([messageId, progress]) => (progress === "sent" ? [messageId] : []));
  const file = open.length === 0 ? undefined : record?.file;
  if (failure !== undefined) console.note(`error: ${explain(failure)}`);
  if (input.json) {
    console.sayJson({
      ...{ queue: queue.name, to, dryRun: false, ...result },
      ...(depth !== undefined && { approximate: true, before: depth.before, after: depth.after }),
      ...(sentNotDeleted.length > 0 && { sentNotDeleted }),
      ...(file !== undefined && { record: file }),
      ...(failure !== undefined && { failure: explain(failure) }),
    });
    return code;
  }
  const figures = depth === undefined ? "" : ` (about ${depth.before} before, about ${depth.after} now)`;
  const about = depth === undefined ? "" : "about ";
  console.say(text ?? `${queue.name}: ${about}${counted(returned, "message")} sent back to ${to}${figures}`);
  if (deletedOnly > 0)
    console.say(`sent by an earlier redrive, and only deleted now: ${counted(deletedOnly, "message")}`);
  if (cameBack > 0) console.say(`${counted(cameBack, "message")} died meanwhile and stayed: is the cause fixed?`);
  if (stopped || failure !== undefined) console.say("stopped before the end");
  const lines = [
    ...notFound.map((messageId) => `${messageId} was not found`),
    ...stayed.map(({ messageId, why }) => `${messageId} stayed: ${why}`),
    ...unclear.map(({ messageId, why }) => `${messageId} unclear: ${why}`),
  ];
  // Messages that are not where they should be are all named.
  const shown = unclear.length > 0 ? lines : lines.slice(0, mostNamed);
  for (const line of shown) console.say(`  ${cleanLine(line)}`);
  if (lines.length > shown.length) console.say(`  and ${lines.length - shown.length} more (--json lists all)`);
  if (file !== undefined) {
    console.say(
      `${counted(sentNotDeleted.length, "message")} sent and not deleted, ${open.length - sentNotDeleted.length} without a clear answer: ` +
        `they are in ${file}. Run the same redrive again on this machine: it deletes what was sent, and sends none of them twice.`,
    );
  }
  return code;
}
