import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import * as z from "zod";
import { projectRoot } from "../../launch/project-root.cjs";
import { environment } from "./inputs";
import { type Figure, median } from "./statistics";
import { startStubAws } from "./stub-aws";

/** Own CPU of an order, as a share of what the SDK takes for one PutItem of it in the same process. */
const budget = 0.15;

const resultSchema = z.object({ order: z.number(), putItem: z.number() });

/**
 * CPU time, user and system, that `orders/create` takes for an order when its table answers at once: validation, money, log line, metrics.
 * Beside it the CPU time of one PutItem of the same order by the same client, whose table is in another process. CPU time and not the clock,
 * so that a busy machine changes little; a ratio, so that a slow one does not either.
 *
 * @param runs counted runs, each in a process of its own
 */
export async function measureOwnCpu(runs: number): Promise<readonly Figure[]> {
  const aws = await startStubAws();
  try {
    const values: z.infer<typeof resultSchema>[] = [];
    for (let run = 0; run < runs; run++) values.push(await measureOnce(aws.endpoint));
    return [
      {
        short: "own CPU",
        what: "own CPU of an order, SDK aside",
        ours: median(values.map(({ order }) => order)),
        control: median(values.map(({ putItem }) => putItem)),
        controlName: "one PutItem of it, same client",
        ratio: median(values.map(({ order, putItem }) => order / putItem)),
        unit: "µs",
        atMost: budget,
      },
    ];
  } finally {
    await aws.close();
  }
}

async function measureOnce(endpoint: string): Promise<z.infer<typeof resultSchema>> {
  const child = spawn(process.execPath, ["scripts/run.mjs", "local/bench/own-cpu-once.ts"], {
    cwd: projectRoot,
    env: { ...process.env, ...environment(endpoint) },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, "exit")]);
  if (code !== 0) throw new Error(`the measurement of own CPU failed: ${said}`);
  return resultSchema.parse(JSON.parse(said));
}
