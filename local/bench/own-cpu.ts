import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import * as z from "zod";
import { projectRoot } from "../../launch/project-root.cjs";
import { type Figure, median } from "./statistics";

/** Microseconds of CPU that an event may take beside the SDK's calls. */
const budget = 100;

const resultSchema = z.object({ microseconds: z.number() });

/**
 * CPU time, user and system, that `orders/create` takes for an order when its table answers at once: validation, money, log line, metrics.
 * CPU time and not the clock, so that a busy machine changes little.
 *
 * @param runs counted runs, each in a process of its own
 */
export async function measureOwnCpu(runs: number): Promise<readonly Figure[]> {
  const values: number[] = [];
  for (let run = 0; run < runs; run++) values.push(await measureOnce());
  return [
    {
      what: "own CPU of an order, SDK aside",
      ours: median(values),
      control: budget,
      controlName: "budget",
      unit: "µs",
      atMost: 1,
    },
  ];
}

async function measureOnce(): Promise<number> {
  const child = spawn(process.execPath, ["scripts/run.mjs", "local/bench/own-cpu-once.ts"], {
    cwd: projectRoot,
    env: { ...process.env, AWS_LAMBDA_FUNCTION_NAME: "bench", AWS_REGION: "us-east-1" },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, "exit")]);
  if (code !== 0) throw new Error(`the measurement of own CPU failed: ${said}`);
  return resultSchema.parse(JSON.parse(said)).microseconds;
}
