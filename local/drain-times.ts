// npm run drain-times: how long bursts take through an SES of a limited rate, predicted and seen. See `npm run drain-times -- --help`.
import { exitCodes } from "../cli/exit-codes";
import { runToExit } from "../cli/main";
import { parseDrainTimes } from "./drain-times/command-line";

runToExit(async () => {
  const options = parseDrainTimes(process.argv.slice(2));
  if ("help" in options) {
    console.log(options.help.trimEnd());
    return exitCodes.ok;
  }
  const { runDrainTimes } = await import("./drain-times/run.js");
  return runDrainTimes(options);
});
