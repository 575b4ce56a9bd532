// npm run poison: sends large invalid messages among valid ones to every entrance of the local run. See `npm run poison -- --help`.
import { Command, Option } from "commander";
import { exitCodes } from "../cli/exit-codes";
import { runToExit } from "../cli/main";
import { wholeNumber } from "../cli/whole-number";
import { entranceNames } from "./poison/names";
import type { PoisonOptions } from "./poison/run";

const command = new Command("npm run poison --")
  .description(
    "Sends large bad messages among good ones to every topic, bus and queue, and the same good ones alone; holds one time against the other, and counts.",
  )
  .option("--seed <n>", "the same messages in the same order", wholeNumber(0, 2 ** 31), 1)
  .option("--good <n>", "good ones of a round", wholeNumber(1, 10_000), 1_000)
  .option("--bad <n>", "bad ones among them, of 250 kB each", wholeNumber(1, 1_000), 20)
  .option("--pairs <n>", "rounds without and with the bad ones, by turns; 0: counts only", wholeNumber(0, 100), 3)
  .addOption(new Option("--only <name...>", "only these entrances").choices([...entranceNames]))
  .addHelpText(
    "after",
    "\nExit codes: 0 every count is right, and the good ones took at most 1.5 times as long; 1 not so, or a step failed; 2 wrong usage.",
  )
  .allowExcessArguments(false)
  .exitOverride((error) => process.exit(error.exitCode === 0 ? exitCodes.ok : exitCodes.usage))
  .parse();

async function main(): Promise<number> {
  const { runPoison } = await import("./poison/run.js");
  return runPoison(command.opts<PoisonOptions>());
}

runToExit(main);
