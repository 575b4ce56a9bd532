// npm run policies -- --stack NAME [--set key=value]... [--json FILE]: the policy pack over the program, without an account.
import { writeFile } from "node:fs/promises";
import { Command, InvalidArgumentError } from "commander";
import { judgeProgram } from "./policies/gate";
import { refusal, verdictText } from "./policies/text";

interface Flags {
  readonly stack: string;
  readonly set?: Readonly<Record<string, string>>;
  readonly json?: string;
}

const command = new Command("npm run policies --")
  .description("Judges the resources that the program declares for a stack by the policy pack, as a deployment would.")
  .requiredOption("--stack <name>", "stack: dev, prod, local (Pulumi.<name>.yaml)")
  .option("--set <key=value>", "config value that wins over the stack's file; may be repeated", collect)
  .option("--json <file>", "writes the verdict to this file as well")
  .exitOverride()
  .allowExcessArguments(false);

/** Adds one `key=value` to those given before. */
function collect(text: string, before: Readonly<Record<string, string>> = {}): Record<string, string> {
  const at = text.indexOf("=");
  if (at < 1) throw new InvalidArgumentError("It must look like key=value.");
  return { ...before, [text.slice(0, at)]: text.slice(at + 1) };
}

async function main(): Promise<void> {
  const { stack, set, json } = command.parse().opts<Flags>();
  const verdict = await judgeProgram(stack, { overrides: set });
  if (json !== undefined) await writeFile(json, `${JSON.stringify(verdict, null, 2)}\n`);
  console.log(verdictText(verdict));
  process.exitCode = refusal(verdict).length > 0 ? 1 : 0;
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
