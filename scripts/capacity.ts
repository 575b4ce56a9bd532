// npm run capacity -- --stack NAME --orders-per-second N: what breaks first, from the resources that the program declares.
import { exitCodes } from "../cli/exit-codes";
import { runMain } from "../cli/main";
import { loadStackConfig } from "../program/config";
import { buildGraph } from "../program/graph/build-graph";
import { parseCapacity } from "./capacity/command-line";
import { estimateCapacity } from "./capacity/estimate";
import { markdownReport, textReport } from "./capacity/report";

runMain(async ({ console }) => {
  const options = parseCapacity(process.argv.slice(2));
  if ("help" in options) {
    console.say(options.help.trimEnd());
    return exitCodes.ok;
  }
  const { region } = loadStackConfig(options.stack, {});
  const estimate = estimateCapacity({ ...options, region }, await buildGraph(options.stack, {}));
  if (options.format === "text") console.say(textReport(estimate));
  // Other programs read these formats, so lines are not wrapped.
  else console.sayWhole(options.format === "json" ? JSON.stringify(estimate, null, 2) : markdownReport(estimate));
  return estimate.first.breaks ? exitCodes.failed : exitCodes.ok;
});
