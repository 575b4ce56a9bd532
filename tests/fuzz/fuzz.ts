// npm run fuzz -- redaction|handlers [COUNT] [SEED]
//   redaction: plants values in events that fail, and looks for them in all that is written (100,000).
//   handlers: feeds all handlers with inputs that were made bad (300,000), by two processes.
import { fork } from "node:child_process";
import { once } from "node:events";
import type { CommandConsole } from "../../cli/console";
import { UsageError } from "../../cli/errors";
import { exitCodes } from "../../cli/exit-codes";
import { runMain } from "../../cli/main";
import { runHandlers } from "./handlers/run";
import { runRedaction } from "./redaction/run";

const [part, count, seed = "1"] = process.argv.slice(2);
const workers = 2;

function numberOf(text: string, name: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw new UsageError(`${name} must be a whole number above 0`);
  return value;
}

async function redaction(console: CommandConsole): Promise<boolean> {
  const { planted, events, leaks } = await runRedaction(numberOf(count ?? "100000", "COUNT"), numberOf(seed, "SEED"));
  for (const { kind, outlet, form, value } of leaks.slice(0, 20)) {
    console.say(`FOUND in ${outlet}, ${kind}: ${JSON.stringify(form)} of ${JSON.stringify(value)}`);
  }
  console.say(`redaction: ${planted} values in ${events} events, ${leaks.length} found`);
  return leaks.length === 0;
}

/** One of the processes: its share of the inputs. */
async function handlersPart(console: CommandConsole): Promise<boolean> {
  const { inputs, faults } = await runHandlers(numberOf(count ?? "", "COUNT"), numberOf(seed, "SEED"));
  for (const [fault, { times, seed: first }] of [...faults].slice(0, 30)) {
    console.say(`WRONG ${times} times (seed ${first}): ${fault}`);
  }
  console.say(`handlers: ${inputs} inputs, ${faults.size} kinds of faults`);
  return faults.size === 0;
}

async function handlers(): Promise<boolean> {
  const inputs = Math.ceil(numberOf(count ?? "300000", "COUNT") / workers);
  const first = numberOf(seed, "SEED");
  const ends = Array.from({ length: workers }, async (_, worker) => {
    const arguments_ = ["handlers-part", String(inputs), String(first + worker * 10_000_000)];
    const [code] = await once(fork(process.argv[1] ?? "", arguments_), "exit");
    return code === 0;
  });
  return (await Promise.all(ends)).every((good) => good);
}

runMain(async ({ console }) => {
  const parts: Readonly<Record<string, () => Promise<boolean>>> = {
    redaction: () => redaction(console),
    handlers,
    "handlers-part": () => handlersPart(console),
  };
  const run = Object.hasOwn(parts, part ?? "") ? parts[part ?? ""] : undefined;
  if (run === undefined) throw new UsageError("say what: redaction or handlers");
  const began = performance.now();
  const good = await run();
  if (part !== "handlers-part") console.say(`${((performance.now() - began) / 1000).toFixed(1)} s`);
  return good ? exitCodes.ok : exitCodes.failed;
});
