// npm start: the whole program on this machine. See `npm start -- --help`. It has signals and an end of its own: a run leaves nothing behind.
import { exitCodes } from "../cli/exit-codes";
import { runToExit } from "../cli/main";
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

runToExit(main);
