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

/** What long commands need is loaded only when one runs, and so is what the short ones need together. */
async function dispatch(parsed: Parsed, context: OpsContext): Promise<ExitCode> {
  switch (parsed.command) {
    case "restore":
      return (await import("./commands/restore.js")).restore(context, parsed.input);
    case "logs":
      return (await import("./commands/logs.js")).logs(context, parsed.input);
    case "rollout":
      return (await import("./commands/rollout.js")).rollout(context, parsed.input);
    default:
      return (await import("./short-commands.js")).runShort(parsed, context);
  }
}

/** Exit code of an error that only these commands know. */
export function exitCodeFor(error: unknown): ExitCode | undefined {
  return error instanceof DeclinedError ? exitCodes.declined : undefined;
}
