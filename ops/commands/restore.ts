import { DeleteTableCommand, type DynamoDBClient, paginateScan, type TableDescription } from "@aws-sdk/client-dynamodb";
import { type ExitCode, exitCodes } from "../../cli/exit-codes";
import type { InputOf } from "../command-line/commands";
import { confirmChange } from "../console";
import type { OpsContext } from "../context";
import { type Chosen, choose } from "../restore/choose";
import { compare, type TableShape } from "../restore/compare";
import { copyBack } from "../restore/copy-back";
import { isNewer, type RawItem, traceOf } from "../restore/digest";
import {
  beginRestore,
  checkWindow,
  describeTable,
  isCopyOf,
  RestoreError,
  shapeOf,
  tagCopy,
  untilReady,
} from "../restore/restored-copy";
import { copyName, tableNamed } from "../restore/tables";
import { counted } from "../text";
import { again, type Copied, report, type Task } from "./restore-result";

type Input = InputOf<"restore">;

/** Items that are copied at a time. */
const atATime = 8;

/**
 * Restores a table beside itself, compares, and copies back what was chosen. Each step is found again from what stands at AWS, so the same
 * command goes on where an earlier one was cut off.
 */
export async function restore(context: OpsContext, input: Input): Promise<ExitCode> {
  const { target, clients, console } = context;
  const client = clients.rawDynamo;
  const name = tableNamed(input.table, target.outputs);
  const copy = copyName(name, target.outputs, input.into);
  const at = new Date(Math.floor(input.at.getTime() / 1000) * 1000);
  const table = await describeTable(client, name);
  if (table === undefined)
    throw new RestoreError(`there is no table ${name}: a deleted one comes back by docs/restore.md`);
  const task = { table, name, copy, at };
  const stands = await standingCopy(client, task);
  if (stands === undefined) {
    // The emulator keeps no history: its copy is what the table has now.
    if (target.endpoint === undefined) await checkWindow(client, name, at);
    if (input.dryRun) {
      console.say(`would restore ${name}, as it was at ${at.toISOString()}, to ${copy}; then compare`);
      return exitCodes.ok;
    }
    await confirmChange(
      console,
      `Restore ${name}, as it was at ${at.toISOString()}, to ${copy}, in ${target.title}?`,
      input.yes,
    );
    console.note(`1. restoring ${name} to ${copy}`);
    await beginRestore(client, name, copy, at);
  }
  console.note(`2. waiting until ${copy} can be read. To go on later: ${again(input, task)}`);
  const ready = await untilReady(client, copy, context.signal);
  if (ready === undefined) {
    console.note(`stopped: the restore goes on at AWS. ${again(input, task)}`);
    return exitCodes.failed;
  }
  if (!input.dryRun) await tagCopy(client, ready, table, at);
  console.note(`3. comparing ${name} with ${copy}`);
  const shape = await shapeOf(client, table);
  const found = await compare(scan(client, name), scan(client, copy), shape, Math.floor(Date.now() / 1000));
  const chosen = choose(found, shape.keys, input);
  const copied = await copyAll(context, input, task, shape, chosen);
  const all = copied.failed.length === 0 && chosen.unknown.length === 0 && copied.open === 0;
  const dropped = all && input.dropCopy && !input.dryRun && (await drop(context, input, task));
  report(console, input, { task, keys: shape.keys, found, chosen, copied, dropped, stopped: context.signal.aborted });
  return all ? exitCodes.ok : exitCodes.failed;
}

/** The copy, if there is one already. @throws {RestoreError} the name is taken by something else */
async function standingCopy(
  client: DynamoDBClient,
  { table, name, copy, at }: Task,
): Promise<TableDescription | undefined> {
  const found = await describeTable(client, copy);
  if (found === undefined || (await isCopyOf(client, found, table, at))) return found;
  throw new RestoreError(
    `there is a table ${copy}, and it is not ${name} as it was at ${at.toISOString()}: give the moment that it was restored to, or another name with --into`,
  );
}

async function copyAll(
  { clients, console, target, signal }: OpsContext,
  input: Input,
  { name, copy }: Task,
  { ttlAttribute }: TableShape,
  { items }: Chosen,
): Promise<Copied> {
  if (items.length === 0 || input.dryRun) return { done: 0, failed: [], open: 0 };
  const lost = input.loseWrites ? "\nWhat was written to them since is lost." : "";
  await confirmChange(
    console,
    `Copy ${counted(items.length, "item")} of ${copy} back to ${name}, in ${target.title}?${lost}`,
    input.yes,
  );
  console.note(`4. copying ${counted(items.length, "item")} back to ${name}`);
  // What was compared may have been written since: it is compared once more, and the write holds what was read then.
  const seen = (now: RawItem | undefined, before: RawItem) => {
    if (now === undefined || input.loseWrites) return true;
    return isNewer(traceOf(now, ttlAttribute), traceOf(before, ttlAttribute)) !== true;
  };
  const failed: RawItem[] = [];
  let done = 0;
  for (let next = 0; next < items.length && !signal.aborted; next += atATime) {
    const group = items.slice(next, next + atATime);
    const results = await Promise.all(
      group.map((key) => copyBack(clients.rawDynamo, { table: name, copy }, key, seen)),
    );
    results.forEach((result, index) => {
      const key = group[index];
      if (result === "copied") done += 1;
      else if (key !== undefined) failed.push(key);
    });
  }
  return { done, failed, open: items.length - done - failed.length };
}

/** Deletes the copy: once more only what is a copy of this table. */
async function drop(
  { clients, console, target }: OpsContext,
  input: Input,
  { table, name, copy, at }: Task,
): Promise<boolean> {
  const client = clients.rawDynamo;
  const found = await describeTable(client, copy);
  if (found === undefined || !(await isCopyOf(client, found, table, at))) return false;
  await confirmChange(console, `Delete ${copy}, the copy of ${name}, in ${target.title}?`, input.yes);
  console.note(`5. deleting ${copy}`);
  await client.send(new DeleteTableCommand({ TableName: copy }));
  return true;
}

async function* scan(client: DynamoDBClient, TableName: string): AsyncGenerator<RawItem> {
  for await (const { Items = [] } of paginateScan({ client }, { TableName, ConsistentRead: true })) yield* Items;
}
