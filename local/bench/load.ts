import { getCompileCacheDir } from "node:module";
import { dirname } from "node:path";
import * as z from "zod";
import { runOnce } from "./once";
import { compareInPairs } from "./pairs";
import type { Figure } from "./statistics";

const loadSchema = z.object({ ms: z.number() });

/** Milliseconds from the start of a process until the program has declared all its resources. @param files gets the SDK's files */
export async function loadMs(...files: readonly string[]): Promise<number> {
  const { ms } = await runOnce(["scripts/run.mjs", "local/bench/load-once.ts", ...files], loadSchema);
  return ms;
}

/**
 * The program's load, compiled as it runs, beside the load of the same files of the Pulumi SDK without it: a process that does nothing else,
 * with the same compile cache.
 *
 * @param runs counted pairs, after one that is not
 * @param folder where the list of those files may be written
 */
export async function measureLoad(runs: number, folder: string): Promise<readonly Figure[]> {
  const list = `${folder}/sdk-files.json`;
  await loadMs(list);
  const cache = getCompileCacheDir();
  const variables = cache === undefined ? {} : { NODE_COMPILE_CACHE: dirname(cache) };
  const compared = await compareInPairs(
    {
      ours: () => loadMs(),
      control: async () => (await runOnce(["local/bench/load-sdk.cjs", list], loadSchema, variables)).ms,
    },
    runs,
  );
  return [
    {
      short: "load",
      what: "program's load, until all resources are declared",
      ...compared,
      controlName: "the Pulumi SDK's files alone",
      unit: "ms",
      atMost: 1.25,
    },
  ];
}
