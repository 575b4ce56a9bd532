import { Command, CommanderError, InvalidArgumentError } from "commander";
import { UsageError } from "./errors";

/** What `npm start` was asked to do. */
export interface RunOptions {
  /** Stay up after the report until Ctrl-C. Default: false. */
  readonly keep: boolean;
  /** Send traffic and check what came of it. Default: true. */
  readonly traffic: boolean;
  /** Shipments that carriers tell about, seven events each: 1 to 10,000. Default: 100. */
  readonly shipments: number;
  /** File that the report is written to as JSON. Default: none is written. */
  readonly json?: string;
}

/** The command line of `npm start`, or the text that answers it (`--help`). */
export type Parsed = { readonly options: RunOptions } | { readonly help: string };

const examples = `
Examples:
  npm start                           deploy, send traffic, report, stop
  npm start -- --keep                 the same, then stay up until Ctrl-C
  npm start -- --keep --no-traffic    deploy and stay up, send nothing
  npm start -- --shipments 1000       seven thousand events of carriers instead of seven hundred
  npm start -- --json report.json     write the report as JSON, too

Environment:
  AWS_ENDPOINT_URL   use the AWS emulator at this address instead of starting one

Exit codes: 0 every expectation held; 1 one did not, or a step failed; 2 wrong usage; 130 Ctrl-C.`;

/**
 * Reads the command line of `npm start`.
 *
 * @param args without node and script
 * @throws {UsageError} an unknown flag, a missing value, a stray argument
 */
export function parseArguments(args: readonly string[]): Parsed {
  let text = "";
  const command = new Command("npm start --")
    .description(
      "Deploys the whole program to an AWS emulator on this machine, sends real traffic through it and reports.",
    )
    .option("--keep", "stay up after the report until Ctrl-C", false)
    .option("--no-traffic", "send nothing, check nothing")
    .option("--shipments <count>", "shipments to send events of, seven each", readCount, 100)
    .option("--json <file>", "write the report as JSON to this file")
    .addHelpText("after", examples)
    .allowExcessArguments(false)
    .exitOverride()
    .configureOutput({
      writeOut: (part) => {
        text += part;
      },
      writeErr: () => undefined,
    });
  try {
    command.parse(args, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { help: text };
    throw new UsageError(`${error.message.replace(/^error: /, "")}\nTry: npm start -- --help`, { cause: undefined });
  }
  const { keep, traffic, shipments, json } = command.opts<RunOptions>();
  return { options: { keep, traffic, shipments, ...(json === undefined ? {} : { json }) } };
}

const mostShipments = 10_000;

function readCount(text: string): number {
  const count = Number(text);
  if (/^\d+$/.test(text) && count >= 1 && count <= mostShipments) return count;
  throw new InvalidArgumentError(`It must be a whole number between 1 and ${mostShipments}.`);
}
