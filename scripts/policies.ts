// npm run policies -- --stack NAME [--set key=value]... [--preview] [--details] [--day DAY] [--json FILE]: checks the program by the
// policy pack, without an account.
import { writeFile } from "node:fs/promises";
import { Command, InvalidArgumentError } from "commander";
import { exitCodes } from "../cli/exit-codes";
import { runMain } from "../cli/main";
import { dayText, readDay } from "../policies/engine/day";
import { type StackFlags, withStackFlags } from "../program/graph/command-line";
import { judgeProgram } from "../program/policies/gate";
import { refusal, verdictText } from "../program/policies/text";

interface Flags extends StackFlags {
  readonly json?: string;
  readonly preview?: boolean;
  readonly details?: boolean;
  readonly day: string;
}

const command = withStackFlags(
  new Command("npm run policies --").description(
    "Judges the resources that the program declares for a stack by the policy pack, as a deployment would.",
  ),
)
  .option("--preview", "as the first preview shows it: nothing that AWS makes is known")
  .option("--details", "names each rule that waits for such values, however many there are")
  .option("--day <day>", "judges expiries as of this day, YYYY-MM-DD", readDayOption, dayText(new Date()))
  .option("--json <file>", "writes the verdict to this file as well");

function readDayOption(text: string): string {
  try {
    return readDay("It", text);
  } catch (error) {
    throw new InvalidArgumentError(error instanceof Error ? `${error.message}.` : String(error));
  }
}

runMain(async ({ console }) => {
  const { stack, set, json, preview, details, day } = command.parse().opts<Flags>();
  const verdict = await judgeProgram(stack, { overrides: set, preview, details, day });
  if (json !== undefined) await writeFile(json, `${JSON.stringify(verdict, null, 2)}\n`);
  console.say(verdictText(verdict));
  return refusal(verdict).length > 0 ? exitCodes.failed : exitCodes.ok;
});
