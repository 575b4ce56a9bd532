import { type DynamoDBClient, paginateScan, type TableDescription } from "@aws-sdk/client-dynamodb";
import { type ExitCode, exitCodes } from "../../cli/exit-codes";
import type { InputOf } from "../command-line/commands";
import { confirmChange } from "../console";
import type { OpsContext } from "../context";
import { type Comparison, compare, type TableShape } from "../restore/compare";
import type { RawItem } from "../restore/digest";
import {
  beginRestore,
  checkWindow,
  describeTable,
  isCopyOf,
  shapeOf,
  tagCopy,
  untilReady,
} from "../restore/restored-copy";
import { copyName, tableNamed } from "../restore/tables";
import { RestoreError } from "../restore/until";
import { again, type Task } from "./restore-result";

// The first three steps of each restore.

type Input = InputOf<"restore">;

/** What a person asked for, to the second. @throws {UsageError} no such table, or no name for a copy */
export function taskOf({ target }: OpsContext, input: Input): Task {
  const name = tableNamed(input.table, target.outputs);
  const at = new Date(Math.floor(input.at.getTime() / 1000) * 1000);
  return { name, copy: copyName(name, target.outputs, input.into), at };
}

/**
 * Restores the table beside itself, unless an earlier command has begun that, and waits for the copy.
 *
 * @returns the copy; or how the command ends here: after `--dry-run`, or stopped
 * @throws {RestoreError} the copy's name is taken, or AWS cannot restore to this time
 */
export async function restoredBeside(
  { target, clients, console, signal }: OpsContext,
  input: Input,
  task: Task,
  table: TableDescription,
): Promise<TableDescription | ExitCode> {
  const client = clients.rawDynamo;
  const { name, copy, at } = task;
  if ((await standingCopy(client, task)) === undefined) {
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
  const ready = await untilReady(client, copy, signal);
  if (ready === undefined) {
    console.note(`stopped: the restore goes on at AWS. ${again(input, task)}`);
    return exitCodes.failed;
  }
  if (!input.dryRun) await tagCopy(client, ready, table, at);
  return ready;
}

/** The copy, if there is one already. @throws {RestoreError} the name is taken by something else */
export async function standingCopy(
  client: DynamoDBClient,
  { name, copy, at }: Task,
): Promise<TableDescription | undefined> {
  const found = await describeTable(client, copy);
  if (found === undefined || (await isCopyOf(client, found, name, at))) return found;
  throw new RestoreError(
    `there is a table ${copy}, and it is not ${name} as it was at ${at.toISOString()}: give the moment that it was restored to, or another name with --into`,
  );
}

/** Compares the table with its copy. */
export async function compared(
  { clients, console }: OpsContext,
  { name, copy }: Task,
  table: TableDescription,
): Promise<{ readonly found: Comparison; readonly shape: TableShape }> {
  const client = clients.rawDynamo;
  console.note(`3. comparing ${name} with ${copy}`);
  const shape = await shapeOf(client, table);
  const found = await compare(scan(client, name), scan(client, copy), shape, Math.floor(Date.now() / 1000));
  return { found, shape };
}

async function* scan(client: DynamoDBClient, TableName: string): AsyncGenerator<RawItem> {
  for await (const { Items = [] } of paginateScan({ client }, { TableName, ConsistentRead: true })) yield* Items;
}
