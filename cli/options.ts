// Reads the options of a command that commander describes.
import { type Command, CommanderError } from "commander";
import type * as z from "zod";
import { UsageError } from "./errors";

/**
 * Options as commander reads them, or the text that answers `--help`. Runs nothing.
 *
 * @param command with its description and options, named as the user calls it, such as `npm run cost --`
 * @param args without node and script
 * @throws {UsageError} an unknown option, a missing one, a missing value
 */
export function readOptions(
  command: Command,
  args: readonly string[],
): { readonly options: Readonly<Record<string, unknown>> } | { readonly help: string } {
  let help = "";
  command
    .exitOverride()
    .allowExcessArguments(false)
    .configureOutput({
      writeOut: (text) => {
        help += text;
      },
      writeErr: () => undefined,
    });
  try {
    command.parse([...args], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { help };
    throw usage(command, [error.message.replace(/^error: /, "")]);
  }
  return { options: command.opts() };
}

/**
 * Checks options by a schema whose keys are the options' names.
 *
 * @throws {UsageError} naming each option with its bound and the value given
 */
export function checkOptions<S extends z.ZodType>(
  command: Command,
  schema: S,
  options: Readonly<Record<string, unknown>>,
): z.output<S> {
  const read = schema.safeParse(options);
  if (read.success) return read.data;
  throw usage(
    command,
    read.error.issues.map(({ path, message }) => {
      const name = String(path[0]);
      const value = options[name];
      const shown = typeof value === "string" && !message.includes("given") ? `, '${value}' given` : "";
      return `${optionName(name)}: ${message}${shown}`;
    }),
  );
}

/** The option as people write it: `--orders-per-second` of `ordersPerSecond`. */
export function optionName(field: string): string {
  return `--${field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

function usage(command: Command, problems: readonly string[]): UsageError {
  return new UsageError(`${problems.join("\n")}\nTry: ${command.name()} --help`);
}
