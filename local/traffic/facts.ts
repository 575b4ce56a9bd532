import { readFile } from "node:fs/promises";
import { createStackReader } from "../../cli/stack-trace";
import { textOf } from "../../ops/stack/tables";
import { busyText, type MachineFigures } from "../run/machine";
import type { CheckContext } from "./checks/check";
import { denialsIn } from "./checks/denials";
import { onPurpose } from "./evidence/queues";

/**
 * Observations besides the expectations, when one of them failed: one sentence each, the likeliest cause first. What cannot be read is left
 * out; these only help to explain the failed expectations.
 */
export async function gatherFacts(context: CheckContext, machine: MachineFigures): Promise<readonly string[]> {
  const busy = busyText(machine);
  const looks = [
    () => denialsIn(context.traffic, context.evidence),
    () => deadLettersAstray(context),
    () => unexpectedErrors(context),
    () => emulatorTrouble(context.traffic.stack.emulatorLog),
  ];
  const found: string[] = [];
  for (const look of looks) found.push(...(await look().catch(() => [])));
  return busy === undefined ? found : [`${busy}.`, ...found];
}

/** Every queue for failures whose URL is among the outputs, with the unexpected messages in it, by reason. */
async function deadLettersAstray({ traffic, evidence }: CheckContext): Promise<readonly string[]> {
  if (!traffic.stack.target.inspectable) return [];
  const urls = Object.values(traffic.outputs)
    .flatMap((pipeline) => Object.entries(pipeline as Readonly<Record<string, unknown>>))
    .flatMap(([name, value]) =>
      /(DeadLetter|[fF]ailure)QueueUrl$|^deadLetterQueueUrl$/.test(name) ? [String(value)] : [],
    );
  const facts = await Promise.all(
    urls.map(async (url) => {
      const astray = (await evidence.queue(url)).filter((message) => !onPurpose(message, traffic.journal));
      if (astray.length === 0) return [];
      const reasons = tally(
        astray.map(({ MessageAttributes }) => MessageAttributes.reason?.StringValue ?? "no reason"),
      );
      return [
        `${url.split("/").at(-1)} holds ${messages(astray.length)} that nobody put there on purpose: ${reasons}.`,
      ];
    }),
  );
  return facts.flat();
}

/** Entries of the error log with a correlation id of nothing that was made to fail. */
async function unexpectedErrors({ traffic, evidence }: CheckContext): Promise<readonly string[]> {
  const { poison, simulated, placed, notifications, carriers } = traffic.journal;
  const provoked = new Set([
    ...poison.map(({ correlationId }) => correlationId),
    ...simulated.filter(({ failed }) => failed).map(({ correlationId }) => correlationId),
    ...placed.filter(({ throttled }) => throttled !== undefined).map(({ correlationId }) => correlationId),
    ...notifications
      .filter(({ expectedOutcome }) => expectedOutcome === "FAILED")
      .map(({ correlationId }) => correlationId),
    ...carriers.flatMap(({ malformed }) => malformed.map(({ correlationId }) => correlationId)),
  ]);
  const others = (await evidence.errors()).filter((entry) => !provoked.has(textOf(entry, "correlationId")));
  if (others.length === 0) return [];
  const stacks = createStackReader();
  const kinds = tally(
    others.map((entry) => {
      const { place } = stacks.read(textOf(entry, "stack"));
      return `${textOf(entry, "functionName")} ${textOf(entry, "errorName")}${place === undefined ? "" : ` at ${place}`}`;
    }),
  );
  return [
    `The error log has ${others.length} entries besides those of poisoned messages, throttled emails and the simulator: ${kinds}.`,
  ];
}

const shownLines = 3;
const shownDeadLetters = 160;

/** Whether a line is of the emulator itself. Functions' log lines are JSON, and their errors are in the error log. */
function isTrouble(line: string): boolean {
  return !line.startsWith("{") && /\b(ERROR|CRITICAL|Traceback)\b/.test(line);
}

/** The last lines in which the emulator complains. */
async function emulatorTrouble(file: string | undefined): Promise<readonly string[]> {
  if (file === undefined) return [];
  const lines = (await readFile(file, "utf8")).split("\n").filter((line) => isTrouble(line));
  if (lines.length === 0) return [];
  return [
    `The emulator's log has ${lines.length} lines of errors; the last: ${lines
      .slice(-shownLines)
      .map((line) => line.slice(0, shownDeadLetters))
      .join(" | ")}`,
  ];
}

/** `UNCERTAIN (2), no reason (1)`, the most frequent first. */
function tally(texts: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  const sorted = [...counts].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  const more = sorted.length > 4 ? `, and ${sorted.length - 4} more kinds` : "";
  return `${sorted
    .slice(0, 4)
    .map(([text, count]) => `${text} (${count})`)
    .join(", ")}${more}`;
}

function messages(count: number): string {
  return count === 1 ? "1 message" : `${count} messages`;
}
