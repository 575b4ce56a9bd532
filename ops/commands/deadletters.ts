import { explain } from "../../cli/errors";
import { type ExitCode, exitCodes } from "../../cli/exit-codes";
import { columns } from "../../cli/table";
import { cleanLine } from "../../functions/shared/clean-text";
import type { InputOf } from "../command-line/commands";
import type { OpsContext } from "../context";
import { bySubject, type SubjectReport } from "../queues/by-subject";
import { describeWayBack, type FailureQueue, failureQueues, findFailureQueue } from "../queues/catalog";
import { type DeadLetterSummary, summarize } from "../queues/dead-letter";
import { countMessages, sample } from "../queues/look";
import { counted, span } from "../text";

/** The command's result for one queue. */
export interface QueueReport {
  readonly queue: string;
  readonly pipeline: string;
  readonly visible: number;
  readonly hidden: number;
  readonly goesBackTo: string;
  /** ISO 8601; time of the oldest message in the sample. */
  readonly oldestSeenAt?: string;
  /** Number of sampled messages by reason. */
  readonly reasons: Readonly<Record<string, number>>;
  /** One entry for each order, shipment event, notification or record, with its number of dead letters; oldest first. */
  readonly subjects: readonly SubjectReport[];
  readonly messages: readonly DeadLetterSummary[];
  /** True when messages were received for the sample, and made visible again. */
  readonly received: boolean;
}

/** Shows the failure queues. */
export async function deadletters(context: OpsContext, input: InputOf<"deadletters">): Promise<ExitCode> {
  const { target, console } = context;
  const queues =
    input.queue === undefined ? failureQueues(target.outputs) : [findFailureQueue(target.outputs, input.queue)];
  const looks = await Promise.allSettled(queues.map((queue) => report(context, queue, input.peek)));
  const reports = looks.flatMap((look) => (look.status === "fulfilled" ? [look.value] : []));
  const failures = looks.flatMap((look, index) =>
    look.status === "rejected" ? [{ queue: queues[index]?.name ?? "", why: explain(look.reason) }] : [],
  );
  for (const { queue, why } of failures) console.note(`error: ${queue} was not looked at: ${why}`);
  const code = failures.length === 0 ? exitCodes.ok : exitCodes.failed;
  if (input.json) {
    console.sayJson({ queues: reports, ...(failures.length > 0 && { failures }) });
    return code;
  }
  console.say(overview(reports, new Date()));
  const single = input.queue !== undefined;
  for (const each of reports.filter(({ messages }) => messages.length > 0)) {
    console.say(
      `\n${each.queue}: ${Object.entries(each.reasons)
        .map(([reason, count]) => `${count} ${cleanLine(reason)}`)
        .join(", ")}`,
    );
    for (const subject of single ? each.subjects : each.subjects.slice(0, 3)) console.say(describe(subject));
    const unseen = each.visible + each.hidden - each.messages.length;
    if (unseen > 0) console.say(`  and about ${unseen} more that were not looked at (--peek)`);
  }
  if (reports.some(({ received }) => received)) {
    console.note("\nMessages were received for this look and given back; their receive count is higher by one.");
  }
  return code;
}

async function report({ target, clients }: OpsContext, queue: FailureQueue, most: number): Promise<QueueReport> {
  const counts = await countMessages(clients.sqs, queue.url);
  // An empty queue is not polled.
  const look = counts.visible === 0 && counts.hidden === 0 ? 0 : most;
  const { deadLetters, received } = await sample(target, clients.sqs, queue.url, look);
  const messages = deadLetters.map(summarize).toSorted((a, b) => (a.sentAt < b.sentAt ? -1 : 1));
  const reasons: Record<string, number> = {};
  for (const { reason } of messages) reasons[reason] = (reasons[reason] ?? 0) + 1;
  const oldest = messages[0];
  return {
    queue: queue.name,
    pipeline: queue.pipeline,
    ...counts,
    goesBackTo: describeWayBack(queue.wayBack),
    ...(oldest === undefined ? {} : { oldestSeenAt: oldest.sentAt }),
    reasons,
    subjects: bySubject(messages),
    messages,
    received,
  };
}

function overview(reports: readonly QueueReport[], now: Date): string {
  const rows = reports.map(({ queue, visible, hidden, oldestSeenAt, goesBackTo }) => [
    queue,
    String(visible),
    String(hidden),
    oldestSeenAt === undefined ? "-" : span(now.getTime() - Date.parse(oldestSeenAt)),
    goesBackTo,
  ]);
  const total = reports.reduce((sum, { visible, hidden }) => sum + visible + hidden, 0);
  return `${columns(["queue", "messages", "in flight", "oldest seen", "redrive target"], rows)}\n${counted(total, "message")}`;
}

/** A subject on one line, and each different detail of its dead letters on another; the details contain text from outside. */
function describe({
  kind,
  id,
  letters,
  since,
  reasons,
  details,
  correlationIds,
  functionNames,
  ids,
  messageIds,
}: SubjectReport) {
  const others = Object.entries(ids).filter(([, value]) => value !== id);
  const facts = [
    ...others.map(([name, value]) => `${name} ${value}`),
    ...correlationIds.map((each) => `correlation ${each}`),
    ...functionNames,
  ];
  const named = messageIds.slice(0, mostIds).join(", ");
  const more = messageIds.length > mostIds ? ` and ${messageIds.length - mostIds} more` : "";
  const first = `${since}  ${Object.keys(reasons).join(", ")}  ${kind} ${id}  ${counted(letters, "dead letter")}  ${facts.join(", ")}  (${named}${more})`;
  return [`  ${cleanLine(first)}`, ...details.slice(0, mostIds).map((detail) => `      ${cleanLine(detail)}`)].join(
    "\n",
  );
}

/** Dead letters of one subject that are named in a line; `--json` names all. */
const mostIds = 3;
