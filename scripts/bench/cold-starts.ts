import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundleFunctions } from "../../components/blocks/bundle";
import type { FunctionEntry } from "../../components/functions";
import { bundleBare } from "./bare-bundle";
import { environment, events } from "./inputs";
import { runFresh } from "./run-fresh";
import { type Figure, median } from "./statistics";
import { startStubAws } from "./stub-aws";

/** The functions that are measured, with the bare handler that has the same clients. */
const pairs = [
  { entry: "orders/create", bare: "scripts/bench/bare/create.ts" },
  { entry: "orders/publisher", bare: "scripts/bench/bare/publisher.ts" },
] as const satisfies readonly { entry: FunctionEntry; bare: string }[];

/**
 * Init and first call of a function in a fresh process, beside a bare handler with the same clients, bundled with the same options.
 * The two take turns, so that a drift of the machine's speed touches both.
 *
 * @param runs counted runs of each, after one that isn't
 */
export async function measureColdStarts(runs: number): Promise<readonly Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), "backoffice-bench-"));
  const aws = await startStubAws();
  try {
    const bundles = bundleFunctions();
    const figures: Figure[] = [];
    for (const { entry, bare } of pairs) {
      const ours = join(folder, `${entry.replace("/", "-")}.js`);
      const control = join(folder, `${entry.replace("/", "-")}-bare.js`);
      const event = join(folder, `${entry.replace("/", "-")}.json`);
      await Promise.all([
        writeFile(ours, bundles[entry].text),
        writeFile(control, bundleBare(bare)),
        writeFile(event, JSON.stringify(events[entry])),
      ]);
      const times = { ours: [] as number[], control: [] as number[] };
      for (let run = 0; run <= runs; run++) {
        const first = await runFresh(ours, event, environment(aws.endpoint));
        const second = await runFresh(control, event, environment(aws.endpoint));
        if (run === 0) continue;
        times.ours.push(first);
        times.control.push(second);
      }
      figures.push({
        what: `init + first call of ${entry}`,
        ours: median(times.ours),
        control: median(times.control),
        controlName: "bare handler, same clients",
        unit: "ms",
        atMost: 1.1,
      });
    }
    return figures;
  } finally {
    await aws.close();
    await rm(folder, { recursive: true, force: true });
  }
}
