import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type ExitCode, exitCodes } from "../../cli/exit-codes";
import { projectRoot } from "../../launch/project-root.cjs";
import { runFolder } from "../../ops/stack/folder";
import type { Drill } from "./drill";
import type { DrillResult } from "./result";
import { type DrillOptions, writeResults } from "./run";
import { noteVerdicts } from "./verdicts";

/** Beside one for each processor: a drill waits most of its time, so that two groups keep two processors busy for less than half of it. */
const moreGroups = 1;
/** Each has an emulator with a dozen processes, which take a gigabyte of memory. */
const mostGroups = 4;

/**
 * Runs drills in groups that share nothing but the list of what is left to do: each has a process, a folder, an emulator and a deployment of its
 * own.
 *
 * @returns the process's exit code
 */
export async function runInGroups(drills: readonly Drill[], options: DrillOptions): Promise<ExitCode> {
  const count = Math.min(mostGroups, availableParallelism() + moreGroups, drills.length);
  const claims = join(runFolder, "drills-claimed");
  rmSync(claims, { recursive: true, force: true });
  mkdirSync(claims, { recursive: true });
  const groups = Array.from({ length: count }, (_, index) => runGroup(drills, index + 1, claims, options));
  const results = (await Promise.all(groups)).flat();
  const all = drills.flatMap(({ name }) => results.filter((result) => result.name === name));
  noteVerdicts(all);
  writeResults(all, options);
  const held = all.filter(({ verdict }) => verdict === "held").length;
  console.log(`${held} of ${drills.length} drills held`);
  return held === drills.length ? exitCodes.ok : exitCodes.failed;
}

/** @returns the results of the drills that were finished */
async function runGroup(
  drills: readonly Drill[],
  group: number,
  claims: string,
  { seed }: DrillOptions,
): Promise<readonly DrillResult[]> {
  const folder = join(runFolder, `drills-${group}`);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "results.json");
  rmSync(file, { force: true });
  const names = drills.map(({ name }) => name);
  const child = spawn(
    process.execPath,
    [
      ...[join(projectRoot, "scripts", "run.mjs"), "local/drill.ts", ...names],
      ...["--seed", String(seed), "--json", file, "--claims", claims],
    ],
    {
      cwd: projectRoot,
      env: { ...process.env, BACKOFFICE_RUN_FOLDER: folder },
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  const pass = (signal: NodeJS.Signals) => void child.kill(signal);
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, pass);
  for await (const line of createInterface({ input: child.stdout })) console.log(`${group}| ${line}`);
  await new Promise((resolve) => (child.exitCode === null ? child.once("exit", resolve) : resolve(undefined)));
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.off(signal, pass);
  try {
    const { drills: results }: { readonly drills: readonly DrillResult[] } = JSON.parse(readFileSync(file, "utf8"));
    return results;
  } catch {
    return []; // it ended before its first drill had
  }
}
