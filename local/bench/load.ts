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
 * The program's load, compiled as it runs, beside processes that do a part of it, with the same compile cache: one loads the Pulumi SDK, the other as
 * much of it as the program does, and declares the same resources by the SDK's classes, with their values written down.
 *
 * @param runs counted pairs of each, after one that is not
 * @param folder where the list of files and resources may be written
 */
export async function measureLoad(runs: number, folder: string): Promise<readonly Figure[]> {
  const list = `${folder}/sdk.json`;
  await loadMs(list);
  const cache = getCompileCacheDir();
  const variables = cache === undefined ? {} : { NODE_COMPILE_CACHE: dirname(cache) };
  const comparedWith = (...args: readonly string[]) =>
    compareInPairs(
      {
        ours: () => loadMs(),
        control: async () => (await runOnce(["local/bench/load-sdk.cjs", ...args], loadSchema, variables)).ms,
      },
      runs,
    );
  const what = "program's load, until all resources are declared";
  return [
    {
      short: "load",
      what,
      ...(await comparedWith()),
      controlName: "@pulumi/pulumi and @pulumi/aws alone",
      unit: "ms",
      atMost: 1.25,
    },
    {
      short: "load, declared",
      what,
      ...(await comparedWith(list)),
      controlName: "the same resources by the SDK's classes",
      unit: "ms",
      atMost: 1.25,
    },
  ];
}
