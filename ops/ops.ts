// npm run ops -- COMMAND: operators' commands. See `npm run ops -- --help` and docs/operations.md.
import { exitCodes } from "../cli/exit-codes";
import { runMain } from "../cli/main";
import { parseOps } from "./command-line/parse";
import { terminal } from "./console";
import { exitCodeFor, runCommand } from "./run";

runMain(
  async ({ console, signal }) => {
    const parsed = parseOps(process.argv.slice(2));
    if (!("help" in parsed)) return await runCommand(parsed, terminal(console), signal);
    console.say(parsed.help.trimEnd());
    return exitCodes.ok;
  },
  { orderly: true, exitCodeFor },
);
