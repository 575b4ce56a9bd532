import { DeleteTableCommand } from "@aws-sdk/client-dynamodb";
import { type ExitCode, exitCodes } from "../../cli/exit-codes";
import type { InputOf } from "../command-line/commands";
import { confirmChange } from "../console";
import type { OpsContext } from "../context";
import { type Chosen, choose } from "../restore/choose";
import type { TableShape } from "../restore/compare";
import { copyBack } from "../restore/copy-back";
import { isNewer, type RawItem, traceOf } from "../restore/digest";
import { describeTable, isCopyOf } from "../restore/restored-copy";
import { RestoreError } from "../restore/until";
import { counted } from "../text";
import { compared, restoredBeside, taskOf } from "./restore-beside";
import { type Copied, report, type Task } from "./restore-result";

type Input = InputOf<"restore">;

/** Items that are copied at a time. */
const atATime = 8;

/**
 * Restores a table beside itself, compares, and copies back what was chosen, or replaces the table. Each step is found again from what stands
 * at AWS, so the same command goes on where an earlier one was cut off.
 */
export async function restore(context: OpsContext, input: Input): Promise<ExitCode> {
  const task = taskOf(context, input);
  if (input.replace || input.open) return await (await import("./replace.js")).replaceTable(context, input, task);
  const { clients, console, signal } = context;
  const client = clients.rawDynamo;
  const table = await describeTable(client, task.name);
  if (table === undefined)
    throw new RestoreError(`there is no table ${task.name}: a deleted one comes back by docs/restore.md`);
  const ready = await restoredBeside(context, input, task, table);
  if (typeof ready === "number") return ready;
  const { found, shape } = await compared(context, task, table);
  const chosen = choose(found, shape.keys, input);
  const copied = await copyAll(context, input, task, shape, chosen);
  const all = copied.failed.length === 0 && chosen.unknown.length === 0 && copied.open === 0;
  const dropped = all && input.dropCopy && !input.dryRun && (await drop(context, input, task));
  report(console, input, { task, keys: shape.keys, found, chosen, copied, dropped, stopped: signal.aborted });
  return all ? exitCodes.ok : exitCodes.failed;
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
  { name, copy, at }: Task,
): Promise<boolean> {
  const client = clients.rawDynamo;
  const found = await describeTable(client, copy);
  if (found === undefined || !(await isCopyOf(client, found, name, at))) return false;
  await confirmChange(console, `Delete ${copy}, the copy of ${name}, in ${target.title}?`, input.yes);
  console.note(`5. deleting ${copy}`);
  await client.send(new DeleteTableCommand({ TableName: copy }));
  return true;
}
