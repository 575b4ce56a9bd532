import type { TableDescription } from "@aws-sdk/client-dynamodb";
import { UsageError } from "../../cli/errors";
import { type ExitCode, exitCodes } from "../../cli/exit-codes";
import type { InputOf } from "../command-line/commands";
import type { OpsContext } from "../context";
import { close, closedBy, open, untilQuiet, usersOf } from "../restore/closing";
import type { Comparison } from "../restore/compare";
import { isMark, type Marks, markClosed, markReplacement, marksOf } from "../restore/marks";
import { describeTable, tagsOf, untilReady } from "../restore/restored-copy";
import { backUp, deleteTable, restoreFrom } from "../restore/swap";
import { applySettings, settingsOf } from "../restore/table-settings";
import { RestoreError } from "../restore/until";
import { functionNamesOf } from "../stack/outputs";
import { counted } from "../text";
import { compared, restoredBeside, standingCopy } from "./restore-beside";
import { again, type Task } from "./restore-result";

type Input = InputOf<"restore">;

/**
 * Puts a whole table back, as it was. What the steps need once the table is gone is noted on its copy, and each is found again from what stands
 * at AWS: the same command goes on where an earlier one was cut off. The copy and its backup stay.
 */
export async function replaceTable(context: OpsContext, input: Input, task: Task): Promise<ExitCode> {
  const { clients, console, signal } = context;
  const client = clients.rawDynamo;
  if (input.open) return openAgain(context, input, task);
  const copy = (await prepared(context, input, task)) ?? (await copyOfReplaced(context, task));
  if (typeof copy === "number") return copy;
  const marks = await marksOf(client, copy);
  if (marks === undefined) throw new RestoreError(`${task.copy} does not say which table it replaces`);
  if (input.dryRun) {
    // A replacement has begun: before that, the dry run ended with what it would close.
    console.say(`would go on: restore ${task.name} from ${task.copy} where that is not done, and set what it lacks`);
    return exitCodes.ok;
  }
  const stopped = () => {
    console.note(
      `stopped. To go on: ${again(input, task)}. To open again what is closed, as long as ${task.name} is there: --open`,
    );
    return exitCodes.failed;
  };
  const isNew = (table: TableDescription | undefined) => table !== undefined && table.TableId !== marks.replaces;

  if (!isNew(await describeTable(client, task.name))) {
    console.note(`6. backing ${task.copy} up`);
    const backup = await backUp(client, copy, `replaces-${task.name}`, signal);
    if (backup === undefined || signal.aborted) return stopped();
    console.note(`7. deleting ${task.name}, its protection first`);
    if (!(await deleteTable(client, task.name, marks.replaces, signal)) || signal.aborted) return stopped();
    console.note(`8. restoring ${task.name} from ${backup}`);
    await restoreFrom(client, backup, task.name);
  }
  console.note(
    `9. waiting until ${task.name} can be read; then its stream, expiry, recovery, protection and tags are set`,
  );
  if ((await untilReady(client, task.name, signal)) === undefined) return stopped();
  const tags = (await tagsOf(client, copy)).filter(({ Key = "" }) => !isMark(Key) && !Key.startsWith("aws:"));
  if (!(await applySettings(client, task.name, marks.settings, tags, signal))) return stopped();
  reportReplaced(context, input, task, marks);
  return exitCodes.ok;
}

/**
 * Everything before the table is touched: the copy, what would be lost, and closed doors. Undefined when the table is gone or replaced
 * already: then all of that is done.
 */
async function prepared(
  context: OpsContext,
  input: Input,
  task: Task,
): Promise<TableDescription | ExitCode | undefined> {
  const { clients, console, target, signal } = context;
  const client = clients.rawDynamo;
  const table = await describeTable(client, task.name);
  if (table === undefined || table.TableStatus === "DELETING") return undefined;
  const earlier = await standingCopy(client, task);
  const marks = earlier && (await marksOf(client, earlier));
  if (marks !== undefined && marks.replaces !== table.TableId) return undefined;
  const copy = await restoredBeside(context, input, task, table);
  if (typeof copy === "number") return copy;
  const lost = lossOf((await compared(context, task, table)).found);
  if (lost !== undefined && !input.loseWrites)
    throw new RestoreError(`nothing was changed: ${lost} in ${task.name} would be lost. --lose-writes agrees to that`);
  const { TableArn: arn = "", TableId = "" } = table;
  const users = await usersOf(clients.lambda, functionNamesOf(target.outputs), { name: task.name, arn });
  const found = [...closedBy(users)].filter(([name]) => marks?.closed.has(name) !== true);
  const names = [...users.called.map(({ name }) => name), ...users.mappings.map(({ UUID }) => `mapping ${UUID}`)];
  if (input.dryRun) {
    console.say(
      `would close ${names.join(", ")}, back ${task.copy} up, delete ${task.name}${lost === undefined ? "" : `, and with it ${lost}`}, ` +
        `and restore it from that backup; --confirm ${task.name} does it`,
    );
    return exitCodes.ok;
  }
  if (input.confirm !== task.name)
    throw new UsageError(
      `--confirm: must be ${task.name}, which is deleted${lost === undefined ? "" : ` with ${lost}`}, in ${target.title}. Nothing was changed`,
    );
  if (marks === undefined) await markReplacement(client, copy, TableId, await settingsOf(client, table));
  await markClosed(client, copy, new Map(found));
  console.note(`4. closing what uses ${task.name}: ${names.join(", ") || "closed already"}`);
  await close(clients.lambda, users);
  console.note(`5. waiting until mappings are off and no call can run any more (${users.longestCallSeconds} s)`);
  const closed = new Map([...(marks?.closed ?? []), ...found]);
  if (!(await untilQuiet(clients.lambda, closed, users.longestCallSeconds, signal))) {
    console.note(`stopped. To go on: ${again(input, task)}. To open again: --open`);
    return exitCodes.failed;
  }
  if (input.loseWrites) return copy;
  const since = lossOf((await compared(context, task, table)).found);
  if (since === undefined) return copy;
  await open(clients.lambda, closed, { arn, stream: table.LatestStreamArn });
  throw new RestoreError(
    `${since} in ${task.name} since it was compared: everything is open again, nothing was deleted`,
  );
}

/** The copy of a table that is gone or replaced by now. @throws {RestoreError} no replacement has begun */
async function copyOfReplaced({ clients }: OpsContext, task: Task): Promise<TableDescription> {
  const client = clients.rawDynamo;
  const copy = await standingCopy(client, task);
  if (copy !== undefined && (await marksOf(client, copy)) !== undefined) return copy;
  throw new RestoreError(`there is no table ${task.name}: a deleted one comes back by docs/restore.md`);
}

/** What a replacement would lose; undefined for nothing. */
function lossOf({ added, newer, unclear }: Comparison): string | undefined {
  const changed = newer.length + unclear.length;
  const parts = [
    ...(added > 0 ? [`${counted(added, "item")} written since`] : []),
    ...(changed > 0 ? [`later writes to ${counted(changed, "item")}`] : []),
  ];
  return parts.length === 0 ? undefined : parts.join(" and ");
}

async function openAgain({ clients, console, target }: OpsContext, input: Input, task: Task): Promise<ExitCode> {
  const client = clients.rawDynamo;
  const [table, copy] = [await describeTable(client, task.name), await standingCopy(client, task)];
  const marks = copy && (await marksOf(client, copy));
  if (table === undefined || marks === undefined)
    throw new RestoreError(
      `nothing to open: ${table === undefined ? `there is no table ${task.name}` : `no replacement of ${task.name} has begun`}`,
    );
  const closed = [...marks.closed.keys()].join(", ");
  if (input.dryRun) {
    console.say(`would open ${closed}, in ${target.title}`);
    return exitCodes.ok;
  }
  console.note(`opening ${closed}, in ${target.title}`);
  const left = await open(clients.lambda, marks.closed, { arn: table.TableArn ?? "", stream: table.LatestStreamArn });
  for (const id of left) console.say(`mapping ${id} reads a stream that is gone: pulumi up --refresh replaces it`);
  console.say(`opened: ${marks.closed.size - left.length} of ${marks.closed.size}`);
  return exitCodes.ok;
}

function reportReplaced({ console }: OpsContext, input: Input, task: Task, marks: Marks): void {
  const { name, copy, at } = task;
  if (input.json) {
    console.sayJson({ table: name, at: at.toISOString(), copy, replaced: true, closed: [...marks.closed.keys()] });
    return;
  }
  console.say(
    `${name} is as it was at ${at.toISOString()}. What uses it is still closed: pulumi up --refresh opens it, and`,
  );
  console.say("replaces the mappings of its stream, which is a new one. Then compare with npm run ops -- trace.");
  console.say(`${copy} and its backup stay until you delete them: --drop-copy deletes the copy`);
}
