import { Command, CommanderError, Option } from "commander";
import type * as z from "zod";
import { UsageError } from "../../cli/errors";
import { optionName } from "../../cli/options";
import { commandNames, opsCommands, type Parsed } from "./commands";
import { type CommandDefinition, commonOptions } from "./definition";

const footer = `
Without --outputs and --stack a command works on the local run (\`npm start -- --keep\` in another terminal).

Exit codes: 0 done; 1 failed, left something undone, or found nothing; 2 wrong usage, or a change without --yes where nobody
can be asked; 3 cancelled by the user, or refused by rollout.`;

/**
 * Reads the command line of `npm run ops --`. Runs nothing.
 *
 * @param args without node and script
 * @returns the command with its input, or the text that answers `--help`
 * @throws {UsageError} an unknown command or option, a missing or a bad value
 */
export function parseOps(args: readonly string[]): Parsed | { readonly help: string } {
  let help = "";
  let parsed: Parsed | undefined;
  const root = configure(new Command("npm run ops --"), (text) => {
    help += text;
  })
    .description("Operators' commands against the local run or a deployed stack.")
    .addHelpText("after", footer);
  const parents = new Map<string, Command>();
  for (const name of commandNames) {
    const definition: CommandDefinition = opsCommands[name];
    const words = name.split(" ");
    const command = commandBelow(root, parents, words);
    command.action(() => {
      const raw = {
        ...command.opts(),
        ...Object.fromEntries(
          definition.arguments.map(({ name: argument, several }, index) => [
            argument,
            several === true ? command.args.slice(index) : command.args[index],
          ]),
        ),
      };
      // The schema is the one of this name, which the compiler cannot follow through the loop.
      parsed = { command: name, input: read(definition, raw, name) } as Parsed;
    });
    describe(command, definition);
  }
  if (args.length === 0) return { help: root.helpInformation() + footer };
  try {
    root.parse(args, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { help };
    if (error.code === "commander.help") throw missing(args);
    const below = args.find((word) => !word.startsWith("-"));
    const known = commandNames.find((name) => name === below);
    throw new UsageError(
      `${error.message.replace(/^error: /, "")}\nTry: npm run ops -- ${known === undefined ? "" : `${known} `}--help`,
    );
  }
  if (parsed === undefined) throw missing(args);
  return parsed;
}

function missing(args: readonly string[]): UsageError {
  const behind = args.length === 0 ? "" : ` behind '${args.join(" ")}'`;
  return new UsageError(`a command is missing${behind}\nTry: npm run ops -- --help`);
}

function configure(command: Command, write: (text: string) => void): Command {
  return command
    .exitOverride()
    .allowExcessArguments(false)
    .configureOutput({ writeOut: write, writeErr: () => undefined });
}

/** Of commands that have commands below them. */
const parentSummaries: Readonly<Record<string, string>> = {
  faults: "Makes calls of functions fail in the local run.",
  suppressions: "Addresses that get no more email.",
};

function commandBelow(root: Command, parents: Map<string, Command>, words: readonly string[]): Command {
  const [first = "", second] = words;
  if (second === undefined) return root.command(first);
  const parent = parents.get(first) ?? root.command(first).description(parentSummaries[first] ?? "");
  parents.set(first, parent);
  return parent.command(second);
}

function describe(command: Command, definition: CommandDefinition): void {
  command.summary(definition.summary).description(`${definition.summary}\n${definition.details}`.trim());
  for (const { name, several, description } of definition.arguments)
    command.argument(several === true ? `<${name}...>` : `<${name}>`, description);
  for (const { flags, description, fallback } of [...definition.options, ...commonOptions]) {
    const option = new Option(flags, description);
    command.addOption(fallback === undefined ? option : option.default(fallback));
  }
  const examples = definition.examples.map((line) => `  npm run ops -- ${line}`).join("\n");
  command.addHelpText("after", `\nExamples:\n${examples}\n${footer}`);
}

function read(definition: CommandDefinition, raw: unknown, name: string): unknown {
  const result = definition.schema.safeParse(raw);
  if (result.success) return result.data;
  const issues = result.error.issues.map((issue) => `${spelled(definition, issue)}: ${issue.message}`);
  throw new UsageError(`${issues.join("\n")}\nTry: npm run ops -- ${name} --help`);
}

/** The argument or option as people write it. */
function spelled(definition: CommandDefinition, issue: z.core.$ZodIssue): string {
  const field = String(issue.path[0] ?? "");
  if (definition.arguments.some(({ name }) => name === field)) return field;
  return optionName(field);
}
