// npm run fuzz -- redaction [COUNT] [SEED]: plants values in events that fail, and looks for them in all that is written.
import { UsageError } from "../../cli/errors";
import { exitCodes } from "../../cli/exit-codes";
import { runMain } from "../../cli/main";
import { runRedaction } from "./redaction/run";

const [part, count, seed = "1"] = process.argv.slice(2);

function numberOf(text: string, name: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw new UsageError(`${name} must be a whole number above 0`);
  return value;
}

runMain(async ({ console }) => {
  if (part !== "redaction") throw new UsageError("say what: redaction");
  const began = performance.now();
  const { planted, events, leaks } = await runRedaction(numberOf(count ?? "100000", "COUNT"), numberOf(seed, "SEED"));
  for (const { kind, outlet, form, value } of leaks.slice(0, 20)) {
    console.say(`FOUND in ${outlet}, ${kind}: ${JSON.stringify(form)} of ${JSON.stringify(value)}`);
  }
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.say(`redaction: ${planted} values in ${events} events, ${leaks.length} found, ${seconds} s`);
  return leaks.length === 0 ? exitCodes.ok : exitCodes.failed;
});
