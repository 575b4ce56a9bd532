import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundleFunctions } from "../../components/blocks/bundle";
import { bundleBare } from "./bare-bundle";
import { coldStarts, environment, events } from "./inputs";
import { compareInPairs } from "./pairs";
import { runFresh } from "./run-fresh";
import type { Figure } from "./statistics";
import { startStubAws } from "./stub-aws";

/**
 * Init and first call of a function in a fresh process, beside a bare handler with the same clients, bundled with the same options.
 *
 * @param runs counted runs of each, after one that isn't
 */
export async function measureColdStarts(runs: number): Promise<readonly Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), "backoffice-bench-"));
  const aws = await startStubAws();
  try {
    const bundles = bundleFunctions();
    const figures: Figure[] = [];
    for (const { entry, bare } of coldStarts) {
      const ours = join(folder, `${entry.replace("/", "-")}.js`);
      const control = join(folder, `${entry.replace("/", "-")}-bare.js`);
      const event = join(folder, `${entry.replace("/", "-")}.json`);
      await Promise.all([
        writeFile(ours, bundles[entry].text),
        writeFile(control, bundleBare(bare)),
        writeFile(event, JSON.stringify(events[entry])),
      ]);
      const started = environment(aws.endpoint);
      const compared = await compareInPairs(
        { ours: () => runFresh(ours, event, started), control: () => runFresh(control, event, started) },
        runs,
      );
      figures.push({
        short: entry,
        what: `init + first call of ${entry}`,
        ...compared,
        controlName: "bare handler, same clients",
        unit: "ms",
        atMost: 1.05,
      });
    }
    return figures;
  } finally {
    await aws.close();
    await rm(folder, { recursive: true, force: true });
  }
}
