// npm run drill: failures rehearsed on this machine, with the runbooks' own commands. See `npm run drill -- --help`.
import { Command, Option } from "commander";
import { UsageError } from "../cli/errors";
import { exitCodes } from "../cli/exit-codes";
import { runToExit } from "../cli/main";
import { wholeNumber } from "../cli/whole-number";
import { projectRoot } from "../launch/project-root.cjs";
import type { Drill } from "./drills/drill";

interface Options {
  readonly seed: number;
  readonly since: string;
  readonly json?: string;
  readonly html?: string;
  readonly keep: boolean;
  readonly claims?: string;
}

const command = new Command("npm run drill --")
  .description(
    "Rehearses failures: traffic, a fault, its alarms, the recovery by the runbook's own commands, and what must be true afterwards. " +
      "A second stands for a minute. Exit code 0 only if every drill held.",
  )
  .argument(
    "<names...>",
    "names of drills, or `all`, or `long` for those that take minutes each and are not among all, or `changed` for the three that rehearse most of what was changed, or `list`",
  )
  .option("--seed <n>", "the same traffic and the same faults", wholeNumber(0, 2 ** 31), 1)
  .option("--since <commit>", "of `changed`: what is compared with", "HEAD")
  .option("--json <file>", "write the results as JSON")
  .option("--html <file>", "write the report as a page")
  .option("--keep", "stay up afterwards, until Ctrl-C", false)
  // Of a group of `all`.
  .addOption(new Option("--claims <folder>").hideHelp())
  .exitOverride((error) => process.exit(error.exitCode === 0 ? exitCodes.ok : exitCodes.usage))
  .parse();

async function main(): Promise<number> {
  const { drills } = await import("./drills/catalog/all.js");
  const names = command.args;
  if (names.includes("list")) {
    for (const { name, runbook, hypothesis, long } of drills)
      console.log(`${name} (${runbook}${long === undefined ? "" : "; long"}): ${hypothesis}`);
    return exitCodes.ok;
  }
  const words = ["all", "long", "changed"];
  const unknown = names.filter((name) => !words.includes(name) && !drills.some((drill) => drill.name === name));
  if (unknown.length > 0) throw new UsageError(`there is no drill ${unknown.join(", ")}: see npm run drill -- list`);
  const options = command.opts<Options>();
  let rehearsed: readonly Drill[] = [];
  if (names.includes("changed")) {
    const { chooseFor } = await import("./drills/choose.js");
    const { changedFiles } = await import("../scripts/test/changed-files.js");
    rehearsed = chooseFor(changedFiles(projectRoot, options.since), drills);
    console.log(
      `what was changed since ${options.since} is rehearsed by ${rehearsed.map(({ name }) => name).join(", ")}`,
    );
  }
  // In the catalog's order: drills whose alarms stay raised come last.
  const chosen = drills.filter(
    (drill) =>
      names.includes(drill.long === undefined ? "all" : "long") ||
      names.includes(drill.name) ||
      rehearsed.includes(drill),
  );
  if (names.includes("all") && !options.keep) {
    const { runInGroups } = await import("./drills/groups.js");
    return runInGroups(chosen, options);
  }
  const { runDrills } = await import("./drills/run.js");
  return runDrills(chosen, options);
}

runToExit(main);
