// npm run cost -- --stack NAME [--orders N] [--json | --markdown]: what a stack costs, from the resources that the program declares.
import { loadStackConfig } from "../local/deploy/config";
import { buildGraph } from "../local/graph/build-graph";
import { explain, UsageError } from "../local/run/errors";
import { parseCost } from "./cost/command-line";
import { estimateCost } from "./cost/estimate";
import { jsonReport, markdownReport, textReport } from "./cost/report";

const reports = { text: textReport, json: jsonReport, markdown: markdownReport } as const;

async function answer(): Promise<string> {
  const request = parseCost(process.argv.slice(2));
  if ("help" in request) return request.help;
  const { region } = loadStackConfig(request.stack, {});
  const estimate = estimateCost(request.stack, region, await buildGraph(request.stack, {}), request.orders);
  if (estimate.fixed.unknown.length > 0) process.exitCode = 1;
  return `${reports[request.format](estimate)}\n`;
}

// Whoever reads only the head of it closes the pipe.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

answer()
  .then((text) => process.stdout.write(text))
  .catch((error: unknown) => {
    console.error(explain(error));
    process.exitCode = error instanceof UsageError ? 2 : 1;
  });
