import { Command, Option } from "commander";
import { readOptions } from "../../cli/options";
import { wholeNumber } from "../../cli/whole-number";

/** What the benchmark measures, by the names that `--only` takes. In the order in which it is run. */
export const groups = ["bundles", "cold-starts", "own-cpu", "graph", "starts", "api", "queue"] as const;

export type Group = (typeof groups)[number];

/** Options of `npm run bench`. */
export interface BenchOptions {
  /** Runs of each side of a comparison that count: 1 to 1,000. What takes long has an upper limit of its own. Default: 20. */
  readonly runs: number;
  /** What is measured. Default: everything. */
  readonly only: readonly Group[];
  /** Adds the run to docs/performance.md. Default: it is only shown. */
  readonly write?: boolean;
}

const notes = `
Examples:
  npm run bench                          everything, some minutes
  npm run bench -- --only api            the API's rates beside those of the bare one
  npm run bench -- --only api queue --runs 40
  npm run bench -- --write               everything, and a row in docs/performance.md

Exit codes: 0 every budget is kept; 1 one is not, or a measurement failed; 2 wrong usage.`;

/**
 * Reads the command line of `npm run bench`.
 *
 * @param args without node and script
 * @returns the options, or the text that answers `--help`
 * @throws {UsageError} an unknown flag or name, a missing value, a number out of bounds
 */
export function parseBenchArguments(
  args: readonly string[],
): { readonly options: BenchOptions } | { readonly help: string } {
  const command = new Command("npm run bench --")
    .description("Measures the budgets, each figure beside its control from the same run.")
    .option("--runs <count>", "runs that count, 1 to 1,000", wholeNumber(1, 1000), 20)
    .addOption(new Option("--only <name...>", "measure only this").choices([...groups]).default([...groups], "all"))
    .option("--write", "add this run to docs/performance.md")
    .addHelpText("after", notes);
  const read = readOptions(command, args);
  return "help" in read ? read : { options: command.opts<BenchOptions>() };
}
