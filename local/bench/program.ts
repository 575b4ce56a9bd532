import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { projectRoot } from "../../launch/project-root.cjs";
import { compareInPairs } from "./pairs";
import type { Figure } from "./statistics";

const graph = ["scripts/run.mjs", "scripts/graph.ts", "--stack", "prod"];

/** The same program loaded by a hook, file by file. */
const hooked = ["--require", "tsx/cjs", "scripts/graph.ts", "--stack", "prod"];
const policies = ["scripts/run.mjs", "scripts/policies.ts", "--stack", "prod"];

/**
 * The resource graph of the whole program as a command (Node's start, compilation, cached bundles, program, output) beside the same loaded by a
 * hook, and the policy pack's command beside it.
 *
 * @param runs counted pairs of each, after one that is not counted
 */
export async function measureProgram(runs: number): Promise<readonly Figure[]> {
  const loaded = await compareInPairs(
    { ours: () => millisecondsOf(graph), control: () => millisecondsOf(hooked) },
    runs,
  );
  const judged = await compareInPairs(
    { ours: () => millisecondsOf(policies), control: () => millisecondsOf(graph) },
    runs,
  );
  return [
    {
      short: "graph",
      what: "resource graph, prod",
      ...loaded,
      controlName: "the same, loaded by a hook (tsx)",
      unit: "ms",
      atMost: 1,
    },
    {
      short: "policies",
      what: "policies, prod",
      ...judged,
      controlName: "resource graph, prod",
      unit: "ms",
      atMost: 2.5,
    },
  ];
}

async function millisecondsOf(args: readonly string[]): Promise<number> {
  const began = performance.now();
  await promisify(execFile)(process.execPath, [...args], { cwd: projectRoot, maxBuffer: 64 * 1024 * 1024 });
  return performance.now() - began;
}
