// npm run cost -- --stack NAME [--orders N] [--json | --markdown]: what a stack costs, from the resources that the program declares.
import { exitCodes } from "../cli/exit-codes";
import { runMain } from "../cli/main";
import { loadStackConfig } from "../program/config";
import { buildGraph } from "../program/graph/build-graph";
import { parseCost } from "./cost/command-line";
import { estimateCost } from "./cost/estimate";
import { jsonReport, markdownReport, textReport } from "./cost/report";

runMain(async ({ console }) => {
  const request = parseCost(process.argv.slice(2));
  if ("help" in request) {
    console.say(request.help.trimEnd());
    return exitCodes.ok;
  }
  const { region } = loadStackConfig(request.stack, {});
  const estimate = estimateCost(request.stack, region, await buildGraph(request.stack, {}), request.orders);
  if (request.format === "text") console.say(textReport(estimate));
  // Other programs read these formats, so lines are not wrapped.
  else console.sayWhole(request.format === "json" ? jsonReport(estimate) : markdownReport(estimate));
  return estimate.fixed.unknown.length > 0 ? exitCodes.failed : exitCodes.ok;
});
