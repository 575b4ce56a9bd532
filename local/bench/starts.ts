import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";
import * as z from "zod";
import { orderRequest } from "../../functions/contracts/orders/examples";
import { projectRoot } from "../../launch/project-root.cjs";
import { readStackFile, type Stack } from "../../ops/stack/stack-file";
import { readOutputs } from "../run/outputs";
import { type Figure, median } from "./statistics";

/** Budgets in milliseconds. */
const budgets = { load: 700, deployment: 2000, firstOrder: 2500 } as const;
const limitMs = 60_000;

const deploymentSchema = z.object({ seconds: z.number(), loadSeconds: z.number(), resources: z.int() });

/**
 * The deployment of the whole program, and the time from the start of the local run to its first order. The first run of each is not
 * counted.
 *
 * @param runs counted runs
 */
export async function measureStarts(runs: number): Promise<readonly Figure[]> {
  const times = { load: [] as number[], deployment: [] as number[], firstOrder: [] as number[] };
  let resources = 0;
  for (let run = 0; run <= runs; run++) {
    const deployment = await deployOnce();
    const firstOrder = await firstOrderMs();
    if (run === 0) continue;
    resources = deployment.resources;
    times.load.push(deployment.loadSeconds * 1000);
    times.deployment.push(deployment.seconds * 1000);
    times.firstOrder.push(firstOrder);
  }
  const figure = (what: string, name: keyof typeof budgets): Figure => ({
    what,
    ours: median(times[name]),
    control: budgets[name],
    controlName: "budget",
    unit: "ms",
    atMost: 1,
  });
  return [
    figure("program's load", "load"),
    figure(`deployment of ${resources} resources, load included`, "deployment"),
    figure("start to first order accepted", "firstOrder"),
  ];
}

async function deployOnce() {
  const { stdout } = await promisify(execFile)(process.execPath, ["scripts/run.mjs", "local/bench/deploy-once.ts"], {
    cwd: projectRoot,
    env: ownEnvironment(),
    timeout: limitMs,
  });
  return deploymentSchema.parse(JSON.parse(stdout));
}

/** The environment without the settings for another emulator, which is not what is measured. */
function ownEnvironment(): NodeJS.ProcessEnv {
  const { AWS_ENDPOINT_URL: _foreign, ...rest } = process.env;
  return rest;
}

/** Milliseconds from the start of the command behind `npm start -- --keep --no-traffic` until it has accepted an order. */
async function firstOrderMs(): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), "backoffice-bench-"));
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

async function placeOrder({ issuer, outputs }: Stack): Promise<void> {
  const form = new URLSearchParams({ grant_type: "client_credentials", customer: "bench" });
  const granted = await fetch(`${issuer}/token`, { method: "POST", body: form });
  const { access_token: token } = z.object({ access_token: z.string() }).parse(await granted.json());
  const answer = await fetch(`${readOutputs(outputs).orders.apiUrl}/orders`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify(orderRequest),
  });
  if (answer.status !== 201) throw new Error(`the first order was answered with ${answer.status}`);
}
