// npm run bench [-- --runs N]: the budgets, each figure beside its control from the same run. Exit 1 when one is missed.
import { parseArgs } from "node:util";
import Table from "cli-table3";
import { measureBundles } from "./bench/bundles";
import { measureColdStarts } from "./bench/cold-starts";
import { measureProgram } from "./bench/program";
import { measureRates } from "./bench/rates";
import { measureStarts } from "./bench/starts";
import { boundOf, type Figure, holds } from "./bench/statistics";

function runsFrom(args: readonly string[]): number {
  const { values } = parseArgs({ args: [...args], options: { runs: { type: "string", default: "20" } } });
  const runs = Number(values.runs);
  if (!Number.isInteger(runs) || runs < 1 || runs > 1000) {
    throw new RangeError(`--runs must be a whole number from 1 to 1000, '${values.runs}' given`);
  }
  return runs;
}

async function main(): Promise<void> {
  const runs = runsFrom(process.argv.slice(2));
  const figures: Figure[] = [...measureBundles()];
  figures.push(...(await measureColdStarts(runs)));
  figures.push(...(await measureProgram(Math.min(runs, 5))));
  figures.push(...(await measureStarts(Math.min(runs, 3))));
  figures.push(...(await measureRates(Math.min(runs, 5))));
  const table = new Table({
    head: ["what", "ours", "held against", "", "ratio", "budget", ""],
    style: { head: [], border: [] },
  });
  for (const figure of figures) {
    table.push([
      figure.what,
      `${figure.ours.toFixed(1)} ${figure.unit}`,
      figure.controlName,
      `${figure.control.toFixed(1)} ${figure.unit}`,
      (figure.ours / figure.control).toFixed(2),
      boundOf(figure),
      holds(figure) ? "ok" : "MISSED",
    ]);
  }
  console.log(table.toString());
  console.log(`medians of ${runs} interleaved runs (at most 5 of graph and rates, 3 of starts), ${process.version}`);
  process.exitCode = figures.every(holds) ? 0 : 1;
}

main().catch((error: unknown) => {
  console.error(error instanceof RangeError ? error.message : error);
  process.exitCode = error instanceof RangeError ? 2 : 1;
});
