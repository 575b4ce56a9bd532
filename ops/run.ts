import { type ExitCode, exitCodes } from "../cli/exit-codes";
import type { Parsed } from "./command-line/commands";
import { DeclinedError, type OpsConsole } from "./console";
import type { OpsContext } from "./context";
import { createOpsClients } from "./stack/clients";
import { checkCaller } from "./stack/identity";
import { findTarget } from "./stack/target";

/**
 * Runs one command against its stack.
 *
 * @throws whatever the command throws; see `exitCodeFor`
 */
export async function runCommand(parsed: Parsed, console: OpsConsole, signal: AbortSignal): Promise<ExitCode> {
  const target = await findTarget(parsed.input);
  const clients = createOpsClients(target);
  try {
    await checkCaller(clients.sts, target);
    return await dispatch(parsed, { target, clients, console, signal });
  } finally {
    clients.destroy();
  }
}

/** Each command is loaded only when it runs. */
async function dispatch(parsed: Parsed, context: OpsContext): Promise<ExitCode> {
  switch (parsed.command) {
    case "errors":
      return (await import("./commands/errors.js")).errors(context, parsed.input);
    case "deadletters":
      return (await import("./commands/deadletters.js")).deadletters(context, parsed.input);
    case "redrive":
      return (await import("./commands/redrive.js")).redrive(context, parsed.input);
    case "republish":
      return (await import("./commands/republish.js")).republish(context, parsed.input);
    case "restore":
      return (await import("./commands/restore.js")).restore(context, parsed.input);
    case "discard":
      return (await import("./commands/discard.js")).discard(context, parsed.input);
    case "trace":
      return (await import("./commands/trace.js")).trace(context, parsed.input);
    case "logs":
      return (await import("./commands/logs.js")).logs(context, parsed.input);
    case "rollout":
      return (await import("./commands/rollout.js")).rollout(context, parsed.input);
    case "calls":
      return (await import("./commands/calls.js")).calls(context, parsed.input);
    case "faults list":
      return (await import("./commands/faults.js")).listFaults(context, parsed.input);
    case "faults add":
      return (await import("./commands/faults.js")).addFault(context, parsed.input);
    case "faults clear":
      return (await import("./commands/faults.js")).clearFaults(context, parsed.input);
    case "suppressions list":
      return (await import("./commands/suppressions.js")).listSuppressions(context, parsed.input);
    case "suppressions remove":
      return (await import("./commands/suppressions.js")).removeSuppression(context, parsed.input);
  }
}

/** Exit code of an error that only these commands know. */
export function exitCodeFor(error: unknown): ExitCode | undefined {
  return error instanceof DeclinedError ? exitCodes.declined : undefined;
}
