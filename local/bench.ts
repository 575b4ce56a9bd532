// npm run bench: the targets, each figure beside its control from the same run. Exit 1 when one is missed. See `npm run bench -- --help`.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { exitCodes } from "../cli/exit-codes";
import { runMain } from "../cli/main";
import { columns } from "../cli/table";
import { projectRoot } from "../launch/project-root.cjs";
import { measureBundles } from "./bench/bundles";
import { measureColdStarts } from "./bench/cold-starts";
import { type BenchOptions, parseBenchArguments } from "./bench/command-line";
import { keptRun, readHistory, writeHistory } from "./bench/history";
import { measureOwnCpu } from "./bench/own-cpu";
import { pageFile, performancePage } from "./bench/page";
import { measureProgram } from "./bench/program";
import { measureRates } from "./bench/rates";
import { measureStarts } from "./bench/starts";
import { boundOf, type Figure, holds, ratioOf } from "./bench/statistics";

/** Most runs of what takes seconds each. */
const most = { ownCpu: 5, graph: 5, starts: 3, queue: 5 } as const;

async function measure({ runs, only }: BenchOptions): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  if (only.includes("bundles")) figures.push(...measureBundles());
  if (only.includes("cold-starts")) figures.push(...(await measureColdStarts(runs)));
  if (only.includes("own-cpu")) figures.push(...(await measureOwnCpu(Math.min(runs, most.ownCpu))));
  if (only.includes("graph")) figures.push(...(await measureProgram(Math.min(runs, most.graph))));
  if (only.includes("starts")) figures.push(...(await measureStarts(Math.min(runs, most.starts))));
  const pairs = {
    api: only.includes("api") ? runs : 0,
    queue: only.includes("queue") ? Math.min(runs, most.queue) : 0,
  };
  // One emulator for both: what takes longest is to bring it up.
  if (pairs.api + pairs.queue > 0) figures.push(...(await measureRates(pairs)));
  return figures;
}

runMain(async ({ console }) => {
  const parsed = parseBenchArguments(process.argv.slice(2));
  if ("help" in parsed) {
    console.say(parsed.help.trimEnd());
    return exitCodes.ok;
  }
  const figures = await measure(parsed.options);
  const rows = figures.map((figure) => [
    figure.what,
    `${figure.ours.toFixed(1)} ${figure.unit}`,
    figure.controlName,
    `${figure.control.toFixed(1)} ${figure.unit}`,
    ratioOf(figure).toFixed(2),
    boundOf(figure),
    holds(figure) ? "ok" : "MISSED",
  ]);
  console.say(columns(["what", "ours", "held against", "", "ratio", "budget", ""], rows));
  if (parsed.options.write === true) {
    const history = [...readHistory(), keptRun(figures, new Date())];
    writeHistory(history);
    writeFileSync(join(projectRoot, pageFile), performancePage(history));
    console.say(`${pageFile} is written`);
  }
  const limits = `at most ${most.graph} of own CPU, graph and queue, ${most.starts} of starts`;
  console.say(`medians of ${parsed.options.runs} runs (${limits}); comparisons in pairs, ${process.version}`);
  return figures.every(holds) ? exitCodes.ok : exitCodes.failed;
});
