import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import * as z from "zod";
import { orderRequest } from "../../functions/contracts/orders/examples";
import { projectRoot } from "../../launch/project-root.cjs";
import { readStackFile, type Stack } from "../../ops/stack/stack-file";
import { requestToken } from "../issuer/request-token";
import { readOutputs } from "../run/outputs";
import { loadMs, measureLoad } from "./load";
import { ownEnvironment, runOnce } from "./once";
import { comparePairs, type Pair } from "./pairs";
import type { Figure } from "./statistics";

const limitMs = 60_000;
const folderPrefix = join(tmpdir(), "backoffice-bench-");

const deploymentSchema = z.object({ seconds: z.number(), loadSeconds: z.number(), resources: z.int() });
const replaySchema = z.object({ emulatorMs: z.number(), callsMs: z.number(), calls: z.int() });

/**
 * The program's load, its deployment, and the time from the start of the local run to its first order, each beside what it is made of. The
 * first run of each is not counted.
 *
 * @param runs counted runs
 */
export async function measureStarts(runs: number): Promise<readonly Figure[]> {
  const folder = await mkdtemp(folderPrefix);
  try {
    const load = await measureLoad(runs, folder);
    const deployments: Pair[] = [];
    const starts: Pair[] = [];
    let [resources, calls] = [0, 0];
    for (let run = 0; run <= runs; run++) {
      const file = join(folder, "calls");
      const deployment = await runOnce(["scripts/run.mjs", "local/bench/deploy-once.ts", file], deploymentSchema);
      const replayed = await runOnce(["scripts/run.mjs", "local/bench/replay-once.ts", file], replaySchema);
      const start = { ours: await firstOrderMs(), control: (await loadMs()) + replayed.emulatorMs + replayed.callsMs };
      if (run === 0) continue;
      ({ resources } = deployment);
      ({ calls } = replayed);
      deployments.push({ ours: (deployment.seconds - deployment.loadSeconds) * 1000, control: replayed.callsMs });
      starts.push(start);
    }
    return [
      ...load,
      {
        short: "deployment",
        what: `deployment of ${resources} resources, after the load`,
        ...comparePairs(deployments),
        controlName: `its ${calls} calls by plain SDK, as many at a time`,
        unit: "ms",
        atMost: 1.3,
      },
      {
        short: "first order",
        what: "start to first order accepted",
        ...comparePairs(starts),
        controlName: "emulator's start, load and those calls, in turn",
        unit: "ms",
        atMost: 1.15,
      },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Milliseconds from the start of the command behind `npm start -- --keep --no-traffic` until it has accepted an order. */
async function firstOrderMs(): Promise<number> {
  const folder = await mkdtemp(folderPrefix);
  const began = performance.now();
  const run = spawn(process.execPath, ["scripts/run.mjs", "local/start.ts", "--keep", "--no-traffic"], {
    cwd: projectRoot,
    env: { ...ownEnvironment(), BACKOFFICE_RUN_FOLDER: folder },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let problems = "";
  run.stderr.setEncoding("utf8").on("data", (text: string) => {
    problems += text;
  });
  const ended = once(run, "exit");
  try {
    while (performance.now() - began < limitMs) {
      if (run.exitCode !== null) throw new Error(`npm start ended with code ${run.exitCode}: ${problems}`);
      const stack = stackIn(folder);
      if (stack === undefined) await delay(5);
      else {
        await placeOrder(stack);
        return performance.now() - began;
      }
    }
    throw new Error(`the stack was not up within ${limitMs / 1000} seconds`);
  } finally {
    run.kill("SIGINT");
    await ended;
    await rm(folder, { recursive: true, force: true });
  }
}

function stackIn(folder: string): Stack | undefined {
  try {
    return readStackFile(folder);
  } catch {
    return undefined; // not up yet
  }
}

async function placeOrder({ issuer, tokenSecret = "", outputs }: Stack): Promise<void> {
  const token = await requestToken({ url: issuer, secret: tokenSecret }, { customer: "bench", staff: false });
  const answer = await fetch(`${readOutputs(outputs).orders.apiUrl}/orders`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify(orderRequest),
  });
  if (answer.status !== 201) throw new Error(`the first order was answered with ${answer.status}`);
}
