import { Command } from "commander";
import * as z from "zod";
import { checkOptions, readOptions } from "../../cli/options";
import { countOption } from "../../cli/values";
import { page } from "./page";

/** Bounds of the options: beyond them this machine is the limit, and not SES. */
export const bounds = { rates: { least: 1, most: 100 }, bursts: { least: 100, most: 10_000 } } as const;

/** What `npm run drain-times` is asked for. */
export interface DrainTimesOptions {
  /** Emails a second that SES takes: of each rate each burst is sent. */
  readonly rates: readonly number[];
  /** Emails at once. */
  readonly bursts: readonly number[];
  /** File for what was found, as JSON. Default: none. */
  readonly json?: string | undefined;
  /** Whether the page's table is written. */
  readonly write: boolean;
}

const { rates, bursts } = bounds;
const flags = z.object({
  rates: z.array(countOption(rates.least, rates.most)),
  bursts: z.array(countOption(bursts.least, bursts.most)),
  json: z.string().optional(),
  write: z.boolean(),
});

const notes = `
It measures this machine first, predicts each burst before it sends it, and expects each order's one email. Exit codes: 0 every burst took the predicted
time within 15 %; 1 one did not, or something was lost or sent twice; 2 wrong usage.`;

/**
 * Reads the command line of `npm run drain-times --`. Runs nothing.
 *
 * @param args without node and script
 * @returns the options, or the help text for `--help`
 * @throws {UsageError} an unknown option, a missing or a bad value
 */
export function parseDrainTimes(args: readonly string[]): DrainTimesOptions | { readonly help: string } {
  const command = new Command("npm run drain-times --")
    .description(
      "Holds the simulated bursts of `npm run capacity` against real ones: brings up the local run, limits SES to a rate by a fault, and sends bursts through it.",
    )
    .option("--rates <n...>", `emails a second, ${rates.least} to ${rates.most}`, ["4", "7", "10"])
    .option("--bursts <n...>", `emails at once, ${bursts.least} to ${bursts.most}`, ["200", "500"])
    .option("--json <file>", "write what was found as JSON")
    .option("--write", `write the table of ${page.file}`, false)
    .addHelpText("after", notes);
  const read = readOptions(command, args);
  return "help" in read ? read : checkOptions(command, flags, read.options);
}
