import { type Command, InvalidArgumentError } from "commander";

/** Options of a command that reads the program of a stack. */
export interface StackFlags {
  readonly stack: string;
  /** Config values that win over the stack's file. */
  readonly set?: Readonly<Record<string, string>>;
}

/** Adds `--stack` and `--set`; a wrong command line throws. */
export function withStackFlags(command: Command): Command {
  return command
    .requiredOption("--stack <name>", "stack: dev, prod, local (Pulumi.<name>.yaml)")
    .option("--set <key=value>", "config value that wins over the stack's file; may be repeated", collect)
    .exitOverride()
    .allowExcessArguments(false);
}

/** Adds one `key=value` to the values of earlier options. */
function collect(text: string, before: Readonly<Record<string, string>> = {}): Record<string, string> {
  const at = text.indexOf("=");
  if (at < 1) throw new InvalidArgumentError("It must look like key=value.");
  return { ...before, [text.slice(0, at)]: text.slice(at + 1) };
}
