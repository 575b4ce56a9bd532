import { writeFile } from "node:fs/promises";
import { DeleteMessageCommand } from "@aws-sdk/client-sqs";
import { CommandFailedError } from "../../cli/errors";
import { type ExitCode, exitCodes } from "../../cli/exit-codes";
import { cleanLine } from "../../functions/shared/clean-text";
import type { InputOf } from "../command-line/commands";
import { confirmChange } from "../console";
import type { OpsContext } from "../context";
import { findFailureQueue } from "../queues/catalog";
import { type ReceivedDeadLetter, summarize } from "../queues/dead-letter";
import { giveBack, receive } from "../queues/look";

/** Seconds for which messages are hidden during the search, which takes a second or two. */
const holdSeconds = 30;

/** Removes one dead letter for good. */
export async function discard(context: OpsContext, input: InputOf<"discard">): Promise<ExitCode> {
  const { target, clients, console } = context;
  const queue = findFailureQueue(target.outputs, input.queue);
  // Searched twice, because the confirmation may take longer than the message is hidden.
  const seen = await withDeadLetter(context, queue.url, input.message, async (deadLetter) => deadLetter);
  if (seen === undefined) return report(false);
  const { reason, sentAt, ids } = summarize(seen);
  const about = Object.entries(ids).map(([name, value]) => `, ${name} ${value}`);
  await confirmChange(
    console,
    `Remove ${input.message} (${cleanLine(reason)}, ${sentAt}${about.join("")}) from ${queue.name} for good, in ${target.title}?`,
    input.yes,
  );
  const removed = await withDeadLetter(context, queue.url, input.message, async (deadLetter) => {
    if (input.save !== undefined) await save(input.save, deadLetter);
    try {
      await clients.sqs.send(
        new DeleteMessageCommand({ QueueUrl: queue.url, ReceiptHandle: deadLetter.receiptHandle }),
      );
    } catch (cause) {
      const saved = input.save === undefined ? "" : `; it was saved to ${input.save}`;
      const text = `nobody knows whether ${input.message} was removed: run the command again to see${saved}`;
      throw new CommandFailedError(text, { cause });
    }
    return deadLetter;
  });
  return report(removed !== undefined);

  function report(done: boolean): ExitCode {
    const { message } = input;
    if (input.json) console.sayJson({ queue: queue.name, messageId: message, discarded: done });
    else if (done) console.say(`${queue.name}: ${message} was removed`);
    else console.say(`${queue.name}: there is no message ${message}, or somebody holds it; nothing was changed`);
    return done ? exitCodes.ok : exitCodes.failed;
  }
}

/** Finds a dead letter, acts on it, and returns all other received messages to the queue. Undefined when it is not there. */
async function withDeadLetter<T>(
  { clients, signal }: OpsContext,
  queueUrl: string,
  messageId: string,
  act: (deadLetter: ReceivedDeadLetter) => Promise<T>,
): Promise<T | undefined> {
  const met = new Map<string, ReceivedDeadLetter>();
  try {
    while (!signal.aborted) {
      const batch = await receive(clients.sqs, queueUrl, 10, holdSeconds);
      const fresh = batch.filter((deadLetter) => !met.has(deadLetter.messageId));
      for (const deadLetter of batch) met.set(deadLetter.messageId, deadLetter);
      const found = met.get(messageId);
      if (found !== undefined) return await act(found);
      if (fresh.length === 0) return undefined;
    }
    throw new CommandFailedError(`stopped before ${messageId} was found: nothing was changed`);
  } finally {
    await giveBack(clients.sqs, queueUrl, [...met.values()]);
  }
}

/** Saves the whole message, readable by this user only: it may hold personal data. Never overwrites a file. */
async function save(file: string, { receiptHandle: _, ...deadLetter }: ReceivedDeadLetter): Promise<void> {
  await writeFile(file, `${JSON.stringify(deadLetter, null, 2)}\n`, { mode: 0o600, flag: "wx" });
}
