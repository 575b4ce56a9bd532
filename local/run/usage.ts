import { Command, InvalidArgumentError, Option } from "commander";
import { UsageError } from "../../cli/errors";
import { readOptions } from "../../cli/options";
import { wholeNumber } from "../../cli/whole-number";
import { terminalWidth, wrapWith } from "../../cli/width";
import { type FunctionEntry, functionEntries, functionLogicalName } from "../../components/functions";
import { scales } from "../traffic/burst";
import { portRange } from "./ports";
import { foreignEndpoint } from "./target";

/** Options of `npm start`. */
export interface RunOptions {
  /** Stay up after the report until Ctrl-C. Default: false. */
  readonly keep: boolean;
  /** While the run stays up, make functions live as soon as they are saved. Default: false. */
  readonly watch: boolean;
  /** While the run stays up: begin with the state that the last such run has kept, and keep this one's. Default: false. */
  readonly keepState: boolean;
  /** While the run stays up: a debugger may attach to this function. Default: to none. */
  readonly inspect?: FunctionEntry;
  /** Send traffic and check the results. Default: true. */
  readonly traffic: boolean;
  /** Shipments with carriers' events, seven each: 1 to 10,000. Default: 100. */
  readonly shipments: number;
  /**
   * Sends, on top of everything else, a part of a large day at once: 1 to 500. Of confirmations, notifications and shipment events N x 20
   * each, which is 1 % of N x 2,000 a day. Default: none is sent.
   */
  readonly scale?: number;
  /** Port of the address that stands for AWS: 1024 to 65535. Default: the last run's when it is free, else any. */
  readonly port?: number;
  /** Check the policies in the background, once the stack is up. Default: true. */
  readonly policies: boolean;
  /** File that the report is written to as JSON. Default: none is written. */
  readonly json?: string;
}

/** The options of `npm start`, or the help text for `--help`. */
export type Parsed = { readonly options: RunOptions } | { readonly help: string };

const commands: readonly (readonly [command: string, does: string])[] = [
  ["npm start", "deploy, send traffic, report, stop"],
  ["npm start -- --keep", "the same, then stay up until Ctrl-C"],
  ["npm start -- --keep --no-traffic", "deploy and stay up, send nothing"],
  ["npm start -- --keep --watch", "stay up; a saved file of functions/ is live in half a second"],
  ["npm start -- --keep --keep-state", "tables, queues and inbox are there again in the next such run"],
  ["npm start -- --keep --inspect orders/create", "a debugger attaches; breakpoints in TypeScript"],
  ["npm start -- --keep --port 4566", "AWS at a port of your choice"],
  ["npm start -- --shipments 1000", "seven thousand events of carriers instead of seven hundred"],
  ["npm start -- --scale 100", "2,000 confirmations, notifications and shipment events on top, at once"],
  ["npm start -- --json report.json", "write the report as JSON, too"],
];

/** Text below the options. */
function examples(width: number): string {
  const row = (left: string, right: string) => wrapWith(`  ${left.padEnd(34)}${right}`, " ".repeat(36), width);
  return [
    "",
    "Examples:",
    ...commands.map(([command, does]) => row(command, does)),
    "",
    "Environment:",
    row("AWS_ENDPOINT_URL", "use the AWS emulator at this address instead of starting one"),
    "",
    wrapWith(
      "Exit codes: 0 every expectation held; 1 one did not, or a step failed; 2 wrong usage; 130 Ctrl-C.",
      "  ",
      width,
    ),
  ].join("\n");
}

/**
 * Reads the command line of `npm start`.
 *
 * @param args without node and script
 * @throws {UsageError} an unknown flag, a missing value, a stray argument
 */
export function parseArguments(
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
  width: number = terminalWidth(),
): Parsed {
  const command = new Command("npm start --")
    .description(
      "Deploys the whole program to an AWS emulator on this machine, sends real traffic through it and reports.",
    )
    .option("--keep", "stay up after the report until Ctrl-C", false)
    .option("--watch", "with --keep: make functions live as soon as they are saved", false)
    .option(
      "--keep-state",
      "with --keep: tables, queues and inbox outlast the run, for the next one with --keep-state",
      false,
    )
    .addOption(
      new Option(
        "--inspect <function>",
        "with --keep: let a debugger attach to a function, such as orders/create",
      ).argParser(functionEntry),
    )
    .option("--no-traffic", "send nothing, check nothing")
    .option("--shipments <count>", "shipments to send events of, seven each", wholeNumber(1, 10_000), 100)
    .addOption(
      new Option("--scale <n>", "send 1 % of n x 2,000 a day at once: n x 20 of each kind, n from 1 to 500")
        .argParser(wholeNumber(scales.least, scales.most))
        .conflicts("traffic"),
    )
    .option(
      "--port <port>",
      "port that stands for AWS; default: the last run's when it is free",
      wholeNumber(portRange.least, portRange.most),
    )
    .option("--no-policies", "do not check the program against the policy pack")
    .option("--json <file>", "write the report as JSON to this file")
    .addHelpText("after", examples(width))
    .configureHelp({ helpWidth: width, minWidthToWrap: 20 });
  const read = readOptions(command, args);
  if ("help" in read) return read;
  const options = command.opts<RunOptions>();
  if (options.watch && !options.keep) throw new UsageError("--watch is for a run that stays up: add --keep");
  const foreign = foreignEndpoint(env) !== undefined;
  for (const [flag, given] of [
    ["--keep-state", options.keepState],
    ["--inspect", options.inspect !== undefined],
  ] as const) {
    if (given && !options.keep) throw new UsageError(`${flag} is for a run that stays up: add --keep`);
    if (given && foreign)
      throw new UsageError(`${flag} is for the emulator that the run starts, and AWS_ENDPOINT_URL names another`);
  }
  if (options.port !== undefined && foreign) {
    throw new UsageError("--port is for the emulator that the run starts, and AWS_ENDPOINT_URL names another");
  }
  return { options };
}

function functionEntry(typed: string): FunctionEntry {
  const found = functionEntries.find((entry) => entry === typed || functionLogicalName(entry) === typed);
  if (found === undefined) throw new InvalidArgumentError(`It must be one of ${functionEntries.join(", ")}.`);
  return found;
}
