// npm run policies -- --stack NAME [--set key=value]... [--json FILE]: the policy pack over the program, without an account.
import { writeFile } from "node:fs/promises";
import { Command } from "commander";
import { exitCodes } from "../cli/exit-codes";
import { runMain } from "../cli/main";
import { type StackFlags, withStackFlags } from "./graph/command-line";
import { judgeProgram } from "./policies/gate";
import { refusal, verdictText } from "./policies/text";

interface Flags extends StackFlags {
  readonly json?: string;
}

const command = withStackFlags(
  new Command("npm run policies --").description(
    "Judges the resources that the program declares for a stack by the policy pack, as a deployment would.",
  ),
).option("--json <file>", "writes the verdict to this file as well");

runMain(async ({ console }) => {
  const { stack, set, json } = command.parse().opts<Flags>();
  const verdict = await judgeProgram(stack, { overrides: set });
  if (json !== undefined) await writeFile(json, `${JSON.stringify(verdict, null, 2)}\n`);
  console.say(verdictText(verdict));
  return refusal(verdict).length > 0 ? exitCodes.failed : exitCodes.ok;
});
