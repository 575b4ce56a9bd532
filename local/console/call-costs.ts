import { spawn } from "node:child_process";
import type { CallCosts } from "../../console/contract";
import { RequestError } from "../../console/server/http";
import type { LocalSources } from "../../console/server/sources";
import { projectRoot } from "../../launch/project-root.cjs";

/** The command `npm run call-costs`, for the console: in a process of its own, for whatever blocks this one delays the run's calls. */
export interface CallCostsCommand {
  readonly costs: LocalSources["costs"];
  /** Ends a measurement that is on its way. */
  stop(): void;
}

/** @param args of Node.js in place of the command's, for tests. Default: the command, with a document as its output */
export function createCallCosts(
  args: readonly string[] = ["scripts/run.mjs", "local/call-costs.ts", "--json"],
): CallCostsCommand {
  const stopping = new AbortController();
  let last: CallCosts | undefined;
  let running = false;

  async function measured(): Promise<CallCosts> {
    const { output, errors } = await outputOf(args, stopping.signal);
    // Exit code 1 with a document: a step differs, and the document says which.
    if (!output.startsWith("{")) throw new RequestError(502, errors.trim() || "the measurement ended without a result");
    const { flows } = JSON.parse(output) as Pick<CallCosts, "flows">;
    return { at: new Date().toISOString(), flows };
  }

  return {
    costs: {
      state: () => ({ running, ...(last !== undefined && { last }) }),
      async measure() {
        if (running) throw new RequestError(409, "costs are being measured already");
        running = true;
        try {
          last = await measured();
          return last;
        } finally {
          running = false;
        }
      },
    },
    stop: () => stopping.abort(),
  };
}

function outputOf(
  args: readonly string[],
  signal: AbortSignal,
): Promise<{ readonly output: string; readonly errors: string }> {
  const child = spawn(process.execPath, args, { cwd: projectRoot, stdio: ["ignore", "pipe", "pipe"], signal });
  const text = { output: "", errors: "" };
  child.stdout.setEncoding("utf8").on("data", (part: string) => {
    text.output += part;
  });
  child.stderr.setEncoding("utf8").on("data", (part: string) => {
    text.errors += part;
  });
  return new Promise((resolve, reject) => {
    child.once("error", (error) => reject(new RequestError(502, `the measurement failed: ${error.message}`)));
    child.once("close", () => resolve(text));
  });
}
