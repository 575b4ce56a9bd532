// npm run storm: the whole program on this machine, while its calls fail and its workers die. See `npm run storm -- --help`.
import { Command } from "commander";
import { exitCodes } from "../cli/exit-codes";
import { runToExit } from "../cli/main";
import { wholeNumber } from "../cli/whole-number";
import type { StormOptions } from "./storm/run";

const command = new Command("npm run storm --")
  .description("Sends traffic while calls of functions fail and their processes are killed; then recovers and counts.")
  .option("--seed <n>", "the same faults for the same calls", wholeNumber(0, 2 ** 31), 1)
  .option("--faults <n>", "calls that fail, at least", wholeNumber(0, 100_000), 3_000)
  .option("--kills <n>", "workers killed", wholeNumber(0, 10_000), 200)
  .option("--orders <n>", "orders placed through the API", wholeNumber(1, 10_000), 500)
  .option("--confirmations <n>", "confirmations straight to the topic", wholeNumber(0, 10_000), 300)
  .option("--shipments <n>", "shipments of seven events each, straight to the bus", wholeNumber(0, 10_000), 30)
  .option("--notifications <n>", "notifications straight to the topic", wholeNumber(0, 10_000), 100)
  .option("--percent <n>", "share of the functions' calls that fail", wholeNumber(1, 50), 8)
  .allowExcessArguments(false)
  .exitOverride((error) => process.exit(error.exitCode === 0 ? exitCodes.ok : exitCodes.usage))
  .parse();

async function main(): Promise<number> {
  const { runStorm } = await import("./storm/run.js");
  return runStorm(command.opts<StormOptions>());
}

runToExit(main);
