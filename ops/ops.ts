// npm run ops -- COMMAND: operators' commands. See `npm run ops -- --help` and docs/operations.md.
import { parseOps } from "./command-line/parse";
import { terminal } from "./console";
import { opsExitCodes } from "./exit-codes";
import { runCommand, tellFailure } from "./run";

async function main(): Promise<number> {
  const console = terminal();
  try {
    const parsed = parseOps(process.argv.slice(2));
    if ("help" in parsed) {
      console.say(parsed.help.trimEnd());
      return opsExitCodes.ok;
    }
    const controller = new AbortController();
    process.once("SIGINT", () => {
      console.note("stopping: what was begun is ended first; Ctrl-C again ends at once");
      controller.abort();
    });
    process.once("SIGTERM", () => controller.abort());
    return await runCommand(parsed, console, controller.signal);
  } catch (error) {
    return tellFailure(error, console);
  }
}

main().then((code) => {
  process.exitCode = code;
});
