import { failureQueues, queueName, takesPermits } from "../../ops/queues/catalog";
import { peek, type QueuedMessage } from "../../ops/queues/peek";
import { subjectOf } from "../../ops/queues/subject";
import { readOpsOutputs } from "../../ops/stack/outputs";
import { workQueueUrls } from "../run/outputs";
import { onPurpose } from "../traffic/evidence/queues";
import { operatorsCommand } from "../traffic/operators-command";
import { type Patience, until, type Verdict } from "../traffic/poll";
import type { Traffic } from "../traffic/traffic";

/** One documented command that was run, and what was in its queue. */
export interface Recovery {
  readonly command: string;
  readonly queue: string;
  readonly deadLetters: number;
}

const rounds = 6;
/** Longer than the longest wait between two tries of anything. */
const drainMs = 180_000;

/**
 * Brings everything back by operators' commands: sends the dead letters of each queue back, waits until they are worked off, and again for
 * what fell down once more, until nothing but the poison is left.
 */
export async function recover(traffic: Traffic, note: (text: string) => void): Promise<readonly Recovery[]> {
  const done: Recovery[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await drained(traffic);
    const stuck = await stuckDeadLetters(traffic);
    if (stuck.length === 0) break;
    for (const { name, deadLetters, permitted } of stuck) {
      const args = ["redrive", "--queue", name, "--yes", ...(permitted ? ["--confirm-resend"] : [])];
      const command = `npm run ops -- ${args.join(" ")}`;
      done.push({ command, queue: name, deadLetters: deadLetters.length });
      noteRedriven(traffic, name, deadLetters, permitted);
      note(`${command}: ${deadLetters.length} dead letters; ${await ops(args)}`);
    }
  }
  return done;
}

/** Notes what a command is about to send back. */
export function noteRedriven(
  { journal }: Pick<Traffic, "journal">,
  queue: string,
  deadLetters: readonly QueuedMessage[],
  permitted: boolean,
): void {
  for (const { Body: body, MessageId: messageId } of deadLetters)
    journal.redriven.push({ queue, subject: subjectOf({ body, messageId }), permitted });
}

/** What a failure queue holds. */
export interface DeadLettersOfQueue {
  readonly name: string;
  readonly deadLetters: readonly QueuedMessage[];
  /** Whether its redrive permits one more email of each order or notification whose email is UNCERTAIN. */
  readonly permitted: boolean;
}

/** Failure queues that hold something besides the poison. */
export async function stuckDeadLetters(traffic: Traffic): Promise<readonly DeadLettersOfQueue[]> {
  return (await allDeadLetters(traffic))
    .map(({ deadLetters, ...queue }) => ({
      ...queue,
      deadLetters: deadLetters.filter((deadLetter) => !onPurpose(deadLetter, traffic.journal)),
    }))
    .filter(({ deadLetters }) => deadLetters.length > 0);
}

/** Every failure queue with all that it holds. */
export async function allDeadLetters({ stack, outputs }: Traffic): Promise<readonly DeadLettersOfQueue[]> {
  const queues = failureQueues(readOpsOutputs(outputs, "the local run's outputs"));
  return Promise.all(
    queues.map(async ({ name, url, wayBack }) => {
      const deadLetters = await peek(stack.target, url);
      return { name, deadLetters, permitted: takesPermits(wayBack) };
    }),
  );
}

/**
 * Waits until no queue holds anything to be worked off, every stream is read, and every asynchronous invocation has ended.
 *
 * @param patience `limitMs` and `mostMs` of the wait. @default three minutes, and ten while something still changes
 * @returns the last look; not ok: what is left, in words
 */
export async function drained(
  traffic: Traffic,
  patience: Pick<Patience, "limitMs" | "mostMs"> = { limitMs: drainMs },
): Promise<Verdict> {
  const { asynchronous, target, streams } = traffic.stack;
  const urls = [...workQueueUrls(traffic.outputs), ...(asynchronous?.queueUrls() ?? [])];
  return until(
    async () => {
      const left = await Promise.all(
        urls.map(async (url) => ({ what: `messages in ${queueName(url)}`, count: (await peek(target, url)).length })),
      );
      left.push(
        { what: "streams with records to be read", count: streams?.idle() === false ? 1 : 0 },
        { what: "asynchronous invocations", count: asynchronous?.counts().open ?? 0 },
      );
      const some = left.filter(({ count }) => count > 0);
      return { ok: some.length === 0, detail: some.map(({ what, count }) => `${count} ${what}`).join(", ") };
    },
    { signal: traffic.signal, stretch: traffic.stretch, renewedMs: 60_000, ...patience },
  );
}

/** @returns the command's last line, with the exit code when something was left undone */
async function ops(args: readonly string[]): Promise<string> {
  const { code, stdout } = await operatorsCommand(args);
  const last = stdout.trim().split("\n").at(-1) ?? "";
  return code === 0 ? last : `exit code ${code}: ${last}`;
}
