import { type ExitCode, exitCodes } from "../../cli/exit-codes";
import { createStackReader, type StackReader } from "../../cli/stack-trace";
import { cleanJson, cleanLine, cleanLines } from "../../functions/shared/clean-text";
import type { InputOf } from "../command-line/commands";
import type { OpsContext } from "../context";
import { type LogLine, levels } from "../logs/line";
import { lookAtLogs, spacingOf } from "../logs/tail";
import { functionNamed, functionNamesOf } from "../stack/outputs";
import { counted } from "../text";

/** Prints the logs of all functions as one stream. @returns 1 when there was no line to print */
export async function logs(
  { target, clients, console, signal }: OpsContext,
  input: InputOf<"logs">,
): Promise<ExitCode> {
  const functionNames =
    input.function === undefined ? functionNamesOf(target.outputs) : [functionNamed(input.function, target.outputs)];
  const stacks = createStackReader();
  const printed: object[] = [];
  const counts = { read: 0, shown: 0, metric: 0, platform: 0 };
  const missing = new Set<string>();
  const withoutStack = new Set<string>();
  const least = levels.indexOf(input.level);

  const isShown = (line: LogLine) => {
    counts.read += 1;
    if (line.kind === "metric" || line.kind === "platform") {
      counts[line.kind] += 1;
      return false;
    }
    return levels.indexOf(line.level) >= least;
  };
  const print = (line: LogLine) => {
    counts.shown += 1;
    if (line.kind === "log" && line.level === "ERROR" && line.stack === undefined) withoutStack.add(line.functionName);
    if (!input.json) console.say(asText(line, stacks));
    // A stream has no end at which one document could be printed.
    else if (input.follow) console.sayWhole(cleanJson(asJson(line, stacks), 0));
    else printed.push(asJson(line, stacks));
  };

  const looks = lookAtLogs({
    ...{ logs: clients.logs, functionNames, since: input.since.getTime(), term: input.correlation, signal },
    spacingMs: spacingOf(target),
  });
  let first = true;
  for await (const look of looks) {
    for (const line of look.lines.filter(isShown)) print(line);
    for (const name of look.missing) missing.add(name);
    if (!input.follow) break;
    if (first && counts.shown === 0) console.note(`nothing yet: ${summary()}; waiting for more, Ctrl-C ends`);
    first = false;
  }

  function summary(): string {
    const hidden = [
      `${counted(counts.read, "line")} read of ${counted(functionNames.length, "function")} since ${input.since.toISOString()}`,
      `${counts.shown} shown`,
      ...(counts.metric + counts.platform === 0
        ? []
        : [`${counts.metric} metrics and ${counts.platform} START, END and REPORT lines left out`]),
    ];
    return hidden.join(", ");
  }
  const notices = [
    ...stacks.notices(),
    ...[...withoutStack].map(
      (name) => `stack traces of its errors: npm run ops -- errors --function ${name} --verbose`,
    ),
    ...[...missing].map((name) => `${name} has no log group: it was not deployed, or never called`),
  ];
  if (input.json && !input.follow) console.sayJson({ lines: printed, read: counts.read, notices });
  else console.note(summary());
  if (!input.json || input.follow) for (const notice of notices) console.note(notice);
  return counts.shown === 0 ? exitCodes.failed : exitCodes.ok;
}

function asText(
  { at, functionName, level, message, correlationId, fields, stack }: LogLine,
  stacks: StackReader,
): string {
  const facts = { ...(correlationId !== undefined && { correlationId }), ...fields };
  const more = Object.entries(facts).map(([name, value]) => `${name}=${cleanLine(value)}`);
  const head = [new Date(at).toISOString(), level.padEnd(5), functionName, cleanLine(message), ...more].join("  ");
  if (stack === undefined) return head;
  const lines = cleanLines(stacks.read(stack).text).split("\n");
  return [head, ...lines.map((line) => `    ${line.trim()}`)].join("\n");
}

function asJson(
  { at, functionName, level, message, correlationId, fields, stack }: LogLine,
  stacks: StackReader,
): object {
  const decoded = stack === undefined ? undefined : stacks.read(stack);
  return {
    ...{ at: new Date(at).toISOString(), function: functionName, level, message },
    ...(correlationId !== undefined && { correlationId }),
    fields,
    ...(decoded !== undefined && { stack: decoded.text, ...(decoded.place !== undefined && { place: decoded.place }) }),
  };
}
