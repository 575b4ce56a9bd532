// Operators' commands for the page: the very commands of `npm run ops --`, with their `--json` document as the answer.
import * as z from "zod";
import { UsageError } from "../../cli/errors";
import { parseOps } from "../../ops/command-line/parse";
import type { OpsConsole } from "../../ops/console";
import { effects } from "../../ops/faults/rule";
import { isShort, runShort } from "../../ops/short-commands";
import { opsCommandLine } from "../command-line";
import type { OpsAnswer } from "../contract";
import { RequestError, type Route, route } from "./http";
import { rateLimit } from "./limits";
import type { ConsoleOptions, ConsoleSources } from "./sources";

/** Options that would leave the stack, write files here or answer questions beforehand. */
const refused = ["--outputs", "--stack", "--save", "--yes", "-y"];

const requestSchema = z.strictObject({
  args: z.array(z.string().max(4_000)).min(1).max(40),
  confirm: z.string().max(100).optional(),
});

/** Runs a command. @param args as on the command line, without `--json` @throws {RequestError | UsageError} */
export type RunOps = (args: readonly string[], confirm: string | undefined, signal: AbortSignal) => Promise<OpsAnswer>;

/** What a change must be confirmed with. */
function confirmation({ target, local }: Pick<ConsoleSources, "target" | "local">): string {
  return local === undefined ? target.outputs.stack.environmentSuffix : "yes";
}

/** Checks that a change is permitted and confirmed. @throws {RequestError} 403, 409 with the question, or 429 */
export type AllowChange = (question: string, confirm: string | undefined) => void;

/** Changes a minute on a deployed stack: more is a script's work, and belongs into one. */
const mostChanges = 12;

export function createAllowChange(
  sources: Pick<ConsoleSources, "target" | "local">,
  options: Pick<ConsoleOptions, "changes">,
): AllowChange {
  const limit = rateLimit(sources.local === undefined ? mostChanges : Number.POSITIVE_INFINITY, 60);
  const wanted = confirmation(sources);
  return (question, confirm) => {
    if (!options.changes)
      throw new RequestError(403, "this console only looks: start it with --allow-changes to change something");
    if (confirm !== wanted) throw new RequestError(409, question, { question, wanted });
    limit.take("changes");
  };
}

export function createRunOps(sources: ConsoleSources, options: ConsoleOptions, allow: AllowChange): RunOps {
  const { target, clients } = sources;
  return async (args, confirm, signal) => {
    const stray = args.find((arg) => refused.some((option) => arg === option || arg.startsWith(`${option}=`)));
    if (stray !== undefined) throw new UsageError(`${stray} is for the terminal only`);
    const parsed = parseOps([...args, "--json"]);
    if ("help" in parsed) throw new UsageError("the command has no result");
    if (!isShort(parsed)) throw new UsageError(`'${parsed.command}' is for the terminal only`);
    let result: unknown = {};
    const notes: string[] = [];
    const console: OpsConsole = {
      say: (text) => void notes.push(text),
      sayWhole: (text) => void notes.push(text),
      sayJson(value) {
        result = value;
      },
      note: (text) => void notes.push(text),
      async ask(question) {
        allow(question, confirm);
        return true;
      },
    };
    const code = await runShort(parsed, { target, clients, console, signal });
    return { code, result, notes, command: opsCommandLine(args, options.commandOptions) };
  };
}

export function opsRoutes(runOps: RunOps): readonly Route[] {
  const none = z.strictObject({});
  return [
    route("GET", "effects", none, async () => ({ effects })),
    route("POST", "ops", requestSchema, ({ args, confirm }, signal) => runOps(args, confirm, signal)),
  ];
}
