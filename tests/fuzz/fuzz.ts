// npm run fuzz: inputs by the hundred thousand, against what reads them. See `npm run fuzz -- --help`.
import { fork } from "node:child_process";
import { once } from "node:events";
import { Command } from "commander";
import { exitCodes } from "../../cli/exit-codes";
import { runMain } from "../../cli/main";
import { wholeNumber } from "../../cli/whole-number";
import { runHandlers } from "./handlers/run";
import { runRedaction } from "./redaction/run";

const workers = 2;
const say = console.log;
let good = true;

const command = new Command("npm run fuzz --")
  .description("Feeds the functions with events and inputs that were made bad, and looks at what comes out.")
  .exitOverride();

part("redaction", "plants values in events that fail, and looks for them in all that is written", 100_000, redaction);
part("handlers", "feeds all handlers, by two processes", 300_000, handlers);
// One of the two processes: its share of the inputs.
part("handlers-part", "", 1, handlersPart, { hidden: true });

type Part = (count: number, seed: number) => Promise<boolean>;

function part(name: string, description: string, count: number, run: Part, options = {}): void {
  command
    .command(name, options)
    .description(description)
    .argument("[count]", "how many", wholeNumber(1, 100_000_000), count)
    .argument("[seed]", "the same number gives the same inputs", wholeNumber(0, 2 ** 31), 1)
    .allowExcessArguments(false)
    .action(async (howMany: number, seed: number) => {
      good = await run(howMany, seed);
    });
}

async function redaction(count: number, seed: number): Promise<boolean> {
  const began = performance.now();
  const { planted, events, leaks } = await runRedaction(count, seed);
  for (const { kind, destination, form, value } of leaks.slice(0, 20)) {
    say(`FOUND in ${destination}, ${kind}: ${JSON.stringify(form)} of ${JSON.stringify(value)}`);
  }
  say(`redaction: ${planted} values in ${events} events, ${leaks.length} found, ${secondsSince(began)}`);
  return leaks.length === 0;
}

async function handlers(count: number, seed: number): Promise<boolean> {
  const began = performance.now();
  const ends = Array.from({ length: workers }, async (_, worker) => {
    const words = ["handlers-part", String(Math.ceil(count / workers)), String((seed + worker * 10_000_000) % 2 ** 31)];
    const [code] = await once(fork(process.argv[1] ?? "", words), "exit");
    return code === exitCodes.ok;
  });
  const allGood = (await Promise.all(ends)).every((each) => each);
  say(secondsSince(began));
  return allGood;
}

async function handlersPart(count: number, seed: number): Promise<boolean> {
  const { inputs, faults } = await runHandlers(count, seed);
  for (const [fault, { times, seed: first }] of [...faults].slice(0, 30)) {
    say(`WRONG ${times} times (seed ${first}): ${fault}`);
  }
  say(`handlers: ${inputs} inputs, ${faults.size} kinds of faults`);
  return faults.size === 0;
}

function secondsSince(moment: number): string {
  return `${((performance.now() - moment) / 1000).toFixed(1)} s`;
}

runMain(async () => {
  await command.parseAsync();
  return good ? exitCodes.ok : exitCodes.failed;
});
