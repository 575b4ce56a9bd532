// npm run call-costs: what a million events cost by the calls that they cause. See `npm run call-costs -- --help`.
import { Command } from "commander";
import { exitCodes } from "../cli/exit-codes";
import { runMain } from "../cli/main";
import { wholeNumber } from "../cli/whole-number";
import { readStackFile } from "../ops/stack/stack-file";

const command = new Command("npm run call-costs --")
  .description(
    "Sends events of each kind to a running local stack that nobody else uses (npm start -- --keep --no-traffic), counts the calls that they cause, " +
      "and shows what a million cost by them, beside the cost model, step by step. Exit code 1: a step differs by more than 5 %.",
  )
  .option("--events <n>", "events of each kind", wholeNumber(10, 1_000), 25)
  .option("--json", "print one JSON document on standard output, and nothing else there", false)
  .allowExcessArguments(false)
  .exitOverride();

runMain(async ({ console, signal }) => {
  const { events, json } = command.parse().opts<{ readonly events: number; readonly json: boolean }>();
  const { measureFlows } = await import("./calls/measure.js");
  const { costTable } = await import("./calls/cost-table.js");
  const flows = await measureFlows(readStackFile(), events, signal);
  if (json) console.sayJson({ flows });
  else for (const flow of flows) console.say(costTable(flow));
  return flows.some(({ steps }) => steps.some(({ differs }) => differs)) ? exitCodes.failed : exitCodes.ok;
});
