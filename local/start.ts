// npm start: the whole program on this machine. See `npm start -- --help`. It has signals and an end of its own: a run leaves nothing behind.
import { standardConsole } from "../cli/console";
import { exitCodes } from "../cli/exit-codes";
import { reportFailure, surviveReaders } from "../cli/main";
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

surviveReaders();
main()
  .catch((error: unknown) => reportFailure(error, standardConsole()))
  // The SDKs keep connections open, so the process must be ended explicitly.
  .then((code) => process.exit(code));
