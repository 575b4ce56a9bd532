// npm start: the whole program on this machine. See `npm start -- --help`.
import { UsageError } from "../cli/errors";
import { exitCodes } from "../cli/exit-codes";
import { parseArguments } from "./run/usage";

async function main(): Promise<number> {
  const parsed = parseArguments(process.argv.slice(2));
  if ("help" in parsed) {
    console.log(parsed.help);
    return exitCodes.ok;
  }
  const { run } = await import("./run/run.js");
  return run(parsed.options);
}

main().then(
  // The SDKs keep connections open, and a run that has ended must be gone.
  (code) => process.exit(code),
  (error: unknown) => {
    if (!(error instanceof UsageError)) console.error(error);
    else console.error(`error: ${error.message}`);
    process.exit(error instanceof UsageError ? exitCodes.usage : exitCodes.failed);
  },
);
