// THE entry of every command line: handles broken pipes, signals, errors and exit codes in one way.
import { CommanderError } from "commander";
import { type CommandConsole, standardConsole } from "./console";
import { explain, UsageError } from "./errors";
import { exitCodeOf, exitCodes } from "./exit-codes";

/** What a command is given. */
export interface CommandContext {
  readonly console: CommandConsole;
  /**
   * Aborted by the first signal that asks to end, for a command with `orderly`: it finishes the current step, reports how far it got, and
   * starts nothing new.
   */
  readonly signal: AbortSignal;
}

export interface MainOptions {
  /** Whether the command handles `signal` itself. @default no: a signal ends the process at once */
  readonly orderly?: boolean;
  /** Exit code for an error of the command. @default 2 for a wrong command line, else 1 */
  readonly exitCodeFor?: (error: unknown) => number | undefined;
}

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** A second Ctrl-C within this time is the same one: the terminal sends it to the whole process group, and npm passes it on. */
const sameInterruptMs = 1000;

/**
 * Runs a command. Its exit code is what `command` returns (0 when nothing), 2 for a wrong command line, 1 for any other error, which is
 * printed. A closed pipe or terminal changes neither the work nor the exit code.
 */
export function runMain(
  // biome-ignore lint/suspicious/noConfusingVoidType: a command without a code of its own returns nothing
  command: (context: CommandContext) => Promise<number | void>,
  options: MainOptions = {},
): void {
  surviveReaders();
  const console = standardConsole();
  const controller = new AbortController();
  const stopWatching = watchSignals(controller, console, options.orderly ?? false);
  // Until the command has ended: a process that runs out of work before that has failed.
  process.exitCode = exitCodes.failed;
  command({ console, signal: controller.signal })
    .catch((error: unknown) => reportFailure(error, console, options.exitCodeFor))
    .then((code) => {
      stopWatching();
      process.exitCode = code ?? exitCodes.ok;
    });
}

/** Runs a command that handles signals itself. The SDKs keep connections open, so the process is ended explicitly. */
export function runToExit(command: () => Promise<number>): void {
  surviveReaders();
  command()
    .catch((error: unknown) => reportFailure(error, standardConsole()))
    .then((code) => process.exit(code));
}

/** Ignores write errors: `| head` closes the pipe (EPIPE), and a closed terminal its streams (EIO). */
function surviveReaders(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE" && error.code !== "EIO" && error.code !== "ERR_STREAM_DESTROYED") throw error;
    });
  }
}

function watchSignals(controller: AbortController, console: CommandConsole, orderly: boolean): () => void {
  let firstAt: number | undefined;
  const onSignal = (signal: NodeJS.Signals) => {
    const now = performance.now();
    if (!orderly) process.exit(exitCodeOf(signal));
    if (firstAt !== undefined) {
      if (signal === "SIGINT" && now - firstAt > sameInterruptMs) process.exit(exitCodeOf(signal));
      return;
    }
    firstAt = now;
    console.note("stopping: what was begun is ended first; Ctrl-C again ends at once");
    controller.abort();
  };
  for (const signal of signals) process.on(signal, onSignal);
  return () => {
    for (const signal of signals) process.off(signal, onSignal);
  };
}

/** Prints why a command failed, and returns its exit code. */
export function reportFailure(
  error: unknown,
  console: Pick<CommandConsole, "note">,
  own?: (error: unknown) => number | undefined,
): number {
  // Commander has printed the message already; a request for help is not an error.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  console.note(`error: ${explain(error)}`);
  return own?.(error) ?? (error instanceof UsageError ? exitCodes.usage : exitCodes.failed);
}
