import { cleanLine } from "../../functions/shared/clean-text";
import type { InputOf } from "../command-line/commands";
import type { OpsConsole } from "../console";
import type { Chosen } from "../restore/choose";
import type { Comparison } from "../restore/compare";
import { keyText, type RawItem } from "../restore/digest";
import { counted, maskAddresses } from "../text";

type Input = InputOf<"restore">;

/** A table and the moment that it is looked at. */
export interface Task {
  readonly name: string;
  /** Name of the copy. */
  readonly copy: string;
  readonly at: Date;
}

/** What became of the items that were chosen. */
export interface Copied {
  readonly done: number;
  /** Keys of items that somebody wrote in the meantime. */
  readonly failed: readonly RawItem[];
  /** Items that were not come to. */
  readonly open: number;
}

interface Result {
  readonly task: Task;
  /** Attributes of the table's key. */
  readonly keys: readonly string[];
  readonly found: Comparison;
  readonly chosen: Chosen;
  readonly copied: Copied;
  /** Whether the copy was deleted. */
  readonly dropped: boolean;
  readonly stopped: boolean;
}

/** Keys of each kind that are shown to people; JSON has all. */
const mostShown = 20;

/** The command line that goes on with a restore. */
export function again(input: Input, { name, copy, at }: Task): string {
  const into = input.into === undefined ? "" : ` --into ${copy}`;
  const replace = input.replace ? ` --replace --confirm ${name}${input.loseWrites ? " --lose-writes" : ""}` : "";
  return `npm run ops -- restore --table ${name} --at ${at.toISOString()}${into}${replace}`;
}

/** Says what was found and done. */
export function report(console: OpsConsole, input: Input, result: Result): void {
  const { task, keys, found, chosen, copied, dropped, stopped } = result;
  const shown = (key: RawItem) => (input.showAddresses ? keyText(key, keys) : maskAddresses(keyText(key, keys)));
  const kinds = { missing: found.missing, damaged: found.damaged, newer: found.newer, unclear: found.unclear };
  if (input.json) {
    console.sayJson({
      table: task.name,
      at: task.at.toISOString(),
      copy: task.copy,
      dryRun: input.dryRun,
      stopped,
      same: found.same,
      added: found.added,
      expired: found.expired,
      ...Object.fromEntries(Object.entries(kinds).map(([kind, items]) => [kind, items.map(shown)])),
      chosen: chosen.items.length,
      notFound: chosen.unknown,
      copied: copied.done,
      changedMeanwhile: copied.failed.map(shown),
      dropped,
    });
    return;
  }
  console.say(
    `${task.name} against what it was at ${task.at.toISOString()}: ${found.same} alike, ${found.added} written since, ` +
      `${found.expired} expired, ${found.missing.length} missing, ${found.damaged.length} damaged, ` +
      `${found.newer.length} changed by a later write, ${found.unclear.length} that do not say`,
  );
  for (const [kind, items] of Object.entries(kinds)) {
    for (const key of items.slice(0, mostShown)) console.say(cleanLine(`  ${kind.padEnd(8)} ${shown(key)}`));
    if (items.length > mostShown)
      console.say(`  ${kind.padEnd(8)} and ${items.length - mostShown} more: --json has all`);
  }
  if (input.dryRun) console.say(`would copy ${counted(chosen.items.length, "item")} back`);
  else if (chosen.items.length > 0) console.say(`${counted(copied.done, "item")} copied back`);
  for (const key of copied.failed) console.say(cleanLine(`not copied, for it was written meanwhile: ${shown(key)}`));
  if (chosen.unknown.length > 0)
    console.say(cleanLine(`not among what can be copied: ${chosen.unknown.map(maskAddresses).join(", ")}`));
  if (stopped) console.say(`stopped before the end. To go on: ${again(input, task)} --copy ${input.copy}`);
  console.say(dropped ? `${task.copy} is deleted` : `${task.copy} stays, and costs by the GB: --drop-copy deletes it`);
}
