import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { projectRoot } from "../../launch/project-root.cjs";
import { type Figure, median } from "./statistics";

/** The whole command that builds the resource graph, compiled as it runs, and the same by a loader hook. */
const commands = {
  ours: ["scripts/run.mjs", "scripts/graph.ts", "--stack", "prod"],
  control: ["--require", "tsx/cjs", "scripts/graph.ts", "--stack", "prod"],
} as const;

/** Budget in seconds for the resource graph of all pipelines. */
const graphBudget = 3;

/**
 * The resource graph of the whole program, as a command: Node's start, compilation, bundling (cached), program and output.
 *
 * @param runs counted runs of each, after one that is not counted
 */
export async function measureProgram(runs: number): Promise<readonly Figure[]> {
  const times = { ours: [] as number[], control: [] as number[] };
  for (let run = 0; run <= runs; run++) {
    for (const side of ["ours", "control"] as const) {
      const began = performance.now();
      await promisify(execFile)(process.execPath, [...commands[side]], {
        cwd: projectRoot,
        maxBuffer: 64 * 1024 * 1024,
      });
      if (run > 0) times[side].push(performance.now() - began);
    }
  }
  const ours = median(times.ours);
  return [
    { what: "resource graph, prod", ours, control: graphBudget * 1000, controlName: "budget", unit: "ms", atMost: 1 },
    {
      what: "resource graph, prod",
      ours,
      control: median(times.control),
      controlName: "loaded by a hook (tsx)",
      unit: "ms",
      atMost: 1,
    },
  ];
}
