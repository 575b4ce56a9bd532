// npm run console-load: what an open page of the console costs while orders flow. See `npm run console-load -- --help`.
import { Command } from "commander";
import { exitCodes } from "../cli/exit-codes";
import { runMain } from "../cli/main";
import { wholeNumber } from "../cli/whole-number";
import { readStackFile } from "../ops/stack/stack-file";

const command = new Command("npm run console-load --")
  .description(
    "Places orders with a running local stack that nobody else uses (npm start -- --keep --no-traffic), in turns with a page of its console open " +
      "and without, looks at every view meanwhile, and shows what the page took. Needs Chromium, and Linux. Exit code 1: a bound is exceeded.",
  )
  .option("--orders <n>", "orders in all", wholeNumber(20, 100_000), 1_000)
  .option("--pairs <n>", "pairs of turns, with a page and without", wholeNumber(1, 50), 3)
  .option("--json", "print one JSON document on standard output, and nothing else there", false)
  .allowExcessArguments(false)
  .exitOverride();

runMain(async ({ console, signal }) => {
  const { json, ...size } = command
    .parse()
    .opts<{ readonly orders: number; readonly pairs: number; readonly json: boolean }>();
  const { measureConsole } = await import("./console-load/run.js");
  const { reportOf, turnText } = await import("./console-load/report.js");
  const load = await measureConsole(readStackFile(), size, signal, (turn) => {
    console.note(turnText(turn));
  });
  const { text, ok } = reportOf(load);
  if (json) console.sayJson(load);
  else console.say(text);
  return ok ? exitCodes.ok : exitCodes.failed;
});
