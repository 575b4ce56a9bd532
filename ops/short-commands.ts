import type { ExitCode } from "../cli/exit-codes";
import type { Parsed } from "./command-line/commands";
import { calls } from "./commands/calls";
import { deadletters } from "./commands/deadletters";
import { discard } from "./commands/discard";
import { errors } from "./commands/errors";
import { addFault, clearFaults, listFaults } from "./commands/faults";
import { redrive } from "./commands/redrive";
import { republish } from "./commands/republish";
import { listSuppressions, removeSuppression } from "./commands/suppressions";
import { trace } from "./commands/trace";
import type { OpsContext } from "./context";

/** Commands that run for hours, that replace what is deployed, or that have no end: they belong into a terminal. */
const longCommands = ["logs", "restore", "rollout"] as const satisfies readonly Parsed["command"][];

/** A command that asks, does and ends: in a terminal, or in the web console. */
export type ShortCommand = Exclude<Parsed, { readonly command: (typeof longCommands)[number] }>;

/** Whether the command asks, does and ends. */
export function isShort(parsed: Parsed): parsed is ShortCommand {
  return !longCommands.some((command) => command === parsed.command);
}

/** Runs a short command. @throws whatever the command throws */
export function runShort(parsed: ShortCommand, context: OpsContext): Promise<ExitCode> {
  switch (parsed.command) {
    case "errors":
      return errors(context, parsed.input);
    case "deadletters":
      return deadletters(context, parsed.input);
    case "redrive":
      return redrive(context, parsed.input);
    case "republish":
      return republish(context, parsed.input);
    case "discard":
      return discard(context, parsed.input);
    case "trace":
      return trace(context, parsed.input);
    case "calls":
      return calls(context, parsed.input);
    case "faults list":
      return listFaults(context, parsed.input);
    case "faults add":
      return addFault(context, parsed.input);
    case "faults clear":
      return clearFaults(context, parsed.input);
    case "suppressions list":
      return listSuppressions(context, parsed.input);
    case "suppressions remove":
      return removeSuppression(context, parsed.input);
  }
}
