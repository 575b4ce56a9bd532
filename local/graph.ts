// npm run -s graph -- --stack NAME [--set key=value]...: the program's resources for a stack, as JSON.
import { Command, InvalidArgumentError } from "commander";
import { buildGraph } from "./graph/build-graph";

interface Flags {
  readonly stack: string;
  readonly set?: Readonly<Record<string, string>>;
}

const command = new Command("npm run -s graph --")
  .description("Prints the resources that the program declares for a stack, as JSON. Needs no account and no emulator.")
  .requiredOption("--stack <name>", "stack: dev, prod, local (Pulumi.<name>.yaml)")
  .option("--set <key=value>", "config value that wins over the stack's file; may be repeated", collect)
  .exitOverride()
  .allowExcessArguments(false);

/** Adds one `key=value` to those given before. */
function collect(text: string, before: Readonly<Record<string, string>> = {}): Record<string, string> {
  const at = text.indexOf("=");
  if (at < 1) throw new InvalidArgumentError("It must look like key=value.");
  return { ...before, [text.slice(0, at)]: text.slice(at + 1) };
}

async function main(): Promise<void> {
  const { stack, set = {} } = command.parse().opts<Flags>();
  const graph = await buildGraph(stack, set);
  await new Promise((done) => process.stdout.write(`${JSON.stringify(graph, null, 2)}\n`, done));
}

main().catch((error: unknown) => {
  if (error instanceof Error && "exitCode" in error) {
    // From commander, which has printed what it had to say. Help is no error; anything else is a wrong call.
    process.exitCode = error.exitCode === 0 ? 0 : 2;
    return;
  }
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
