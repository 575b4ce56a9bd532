import * as z from "zod";
import { explain, UsageError } from "../../cli/errors";
import { type ExitCode, exitCodes } from "../../cli/exit-codes";
import { createStackReader, type StackReader } from "../../cli/stack-trace";
import { columns } from "../../cli/table";
import { shardedSortKey } from "../../functions/contracts/index-shards";
import { cleanLine, cleanLines } from "../../functions/shared/clean-text";
import { cutToLength } from "../../functions/shared/cut";
import { entriesPerSecond } from "../../functions/shared/error-log";
import type { InputOf } from "../command-line/commands";
import type { OpsContext } from "../context";
import { IndexReader } from "../stack/index-reader";
import { functionNamesOf, physicalNameOf } from "../stack/outputs";
import { type Item, plainItem, textOf } from "../stack/tables";
import { counted } from "../text";

/** DynamoDB's key of the item at which a page ended. */
const position = z.object({ errorId: z.string(), functionName: z.string(), timestamp: z.string() });

/** Prints the last errors of a function, newest first. */
export async function errors({ target, clients, console }: OpsContext, input: InputOf<"errors">): Promise<ExitCode> {
  const known = functionNamesOf(target.outputs);
  const functionName = physicalNameOf(input.function, target.outputs, known);
  if (!known.includes(functionName)) {
    console.note(
      `'${input.function}' is no function of this stack; looking for it all the same. There are: ${known.join(", ")}`,
    );
  }
  const since = input.since.toISOString();
  const until = (input.until ?? new Date()).toISOString();
  if (until < since) throw new UsageError(`--until (${until}) is before --since (${since})`);
  const after = input.cursor === undefined ? undefined : readCursor(input.cursor);
  const reader = new IndexReader(clients.dynamo, {
    tableName: target.outputs.monitoring.errorTableName,
    indexName: "FunctionNameIndex",
    key: "functionName",
    value: functionName,
    shards: input.indexShards ?? target.outputs.stack.indexShards,
    range: { key: shardedSortKey, from: since, to: until, after },
    limit: input.limit,
  });
  const items: Item[] = [];
  let last = after;
  let failure: unknown;
  try {
    while (items.length < input.limit) {
      const item = await reader.next();
      if (item === undefined) break;
      items.push(plainItem(item));
      last = position.parse(item);
    }
  } catch (error) {
    // Show what was read, and the cursor of the next page.
    if (items.length === 0) throw error;
    failure = error;
    console.note(`error: ${explain(error)}. What follows is not all`);
  }
  const code = failure === undefined ? exitCodes.ok : exitCodes.failed;
  const cursor = last === undefined || reader.ended ? undefined : writeCursor(last);
  const stacks = createStackReader();
  const shown = items.map((item) => entryOf(item, input.verbose, stacks));
  const leftOut = items.reduce((sum, item) => sum + Number(item.leftOut ?? 0), 0);
  const notices = () => [
    ...stacks.notices(),
    ...(leftOut === 0
      ? []
      : [
          `${counted(leftOut, "failure")} more without an entry: an instance writes ${entriesPerSecond} a second at most. Its log has a line for each`,
        ]),
  ];
  if (input.json) {
    const range = { function: functionName, since, until };
    const incomplete = failure === undefined ? {} : { failure: explain(failure) };
    console.sayJson({
      ...range,
      errors: shown,
      notices: notices(),
      ...(cursor === undefined ? {} : { cursor }),
      ...incomplete,
    });
    return code;
  }
  if (!input.verbose && shown.length > 0) console.say(table(shown));
  if (input.verbose) for (const entry of shown) console.say(block(entry));
  console.say(`${counted(shown.length, "error")} of ${functionName} from ${since} to ${until}`);
  for (const notice of notices()) console.note(notice);
  // With the absolute range: a relative `--since` would mean another range by then.
  if (cursor !== undefined) console.sayWhole(`more: add --since ${since} --until ${until} --cursor ${cursor}`);
  return code;
}

/** An entry of the error log, as it is printed. */
type Entry = Readonly<Record<string, string>>;

function entryOf(item: Item, verbose: boolean, stacks: StackReader): Entry {
  const fields = ["errorId", "timestamp", "errorName", "errorMessage", "correlationId", "requestId", "durationMs"];
  const { text: stack, place = "" } = stacks.read(textOf(item, "stack"));
  return {
    ...Object.fromEntries(fields.map((field) => [field, String(item[field] ?? "")])),
    place,
    ...(verbose && { stack, event: textOf(item, "event") }),
  };
}

function table(entries: readonly Entry[]): string {
  const cut = (text = "") => cutToLength(text, 100, "…");
  return columns(
    ["time", "error", "message", "place", "correlation id"],
    entries.map(({ timestamp = "", errorName = "", errorMessage, place = "", correlationId = "" }) => [
      timestamp,
      errorName,
      cut(errorMessage),
      place,
      correlationId,
    ]),
  );
}

/** An entry as text. It contains text from outside: one line for each fact, and the lines of a stack trace under a heading. */
function block({ stack = "", event = "", ...facts }: Entry): string {
  const lines = Object.entries(facts).map(([name, value]) => `${name}: ${cleanLine(value)}`);
  const trace = cleanLines(stack).split("\n");
  return [...lines, "stack:", ...trace.map((line) => `  ${line}`), "event:", `  ${cleanLine(event)}`, ""].join("\n");
}

function writeCursor(key: z.infer<typeof position>): string {
  return Buffer.from(JSON.stringify(key)).toString("base64url");
}

/** @throws {UsageError} the cursor is not one that a page returned */
function readCursor(text: string): z.infer<typeof position> {
  try {
    return position.strict().parse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
  } catch {
    throw new UsageError("--cursor must be what the page before gave");
  }
}
