import { explain } from "../local/run/errors";
import type { Parsed } from "./command-line/commands";
import { DeclinedError, type OpsConsole, UnattendedError } from "./console";
import type { OpsContext } from "./context";
import { type OpsExitCode, opsExitCodes } from "./exit-codes";
import { createOpsClients } from "./stack/clients";
import { findTarget } from "./stack/target";

/**
 * Runs one command against its stack.
 *
 * @throws whatever the command throws; see `tellFailure`
 */
export async function runCommand(parsed: Parsed, console: OpsConsole, signal: AbortSignal): Promise<OpsExitCode> {
  const target = await findTarget(parsed.input);
  const clients = createOpsClients(target);
  try {
    return await dispatch(parsed, { target, clients, console, signal });
  } finally {
    clients.destroy();
  }
}

/** Each command is loaded only when it runs. */
async function dispatch(parsed: Parsed, context: OpsContext): Promise<OpsExitCode> {
  switch (parsed.command) {
    case "errors":
      return (await import("./commands/errors.js")).errors(context, parsed.input);
    case "deadletters":
      return (await import("./commands/deadletters.js")).deadletters(context, parsed.input);
    case "redrive":
      return (await import("./commands/redrive.js")).redrive(context, parsed.input);
    case "discard":
      return (await import("./commands/discard.js")).discard(context, parsed.input);
    case "trace":
      return (await import("./commands/trace.js")).trace(context, parsed.input);
    case "suppressions list":
      return (await import("./commands/suppressions.js")).listSuppressions(context, parsed.input);
    case "suppressions remove":
      return (await import("./commands/suppressions.js")).removeSuppression(context, parsed.input);
  }
}

/** Says why a command failed, and gives the exit code. */
export function tellFailure(error: unknown, console: Pick<OpsConsole, "note">): OpsExitCode {
  console.note(`error: ${error instanceof DeclinedError ? error.message : explain(error)}`);
  if (error instanceof DeclinedError) return opsExitCodes.declined;
  if (error instanceof UnattendedError) return opsExitCodes.usage;
  return error instanceof Error && error.name === "UsageError" ? opsExitCodes.usage : opsExitCodes.failed;
}
