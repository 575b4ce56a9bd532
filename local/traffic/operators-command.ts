import { execFile } from "node:child_process";
import { join } from "node:path";
import { projectRoot } from "../../launch/project-root.cjs";

/** How a command ended. */
export interface CommandResult {
  /** A number, or why there is none: `ENOENT`, a signal. */
  readonly code: number | string;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs `npm run ops -- ...args` as an operator does, in a process of its own, against the stack that is up.
 *
 * @param options.env of the process. Default: this process's
 */
export function operatorsCommand(
  args: readonly string[],
  { signal, env }: { readonly signal?: AbortSignal | undefined; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<CommandResult> {
  const script = join(projectRoot, "scripts", "run.mjs");
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [script, "ops/ops.ts", ...args],
      { cwd: projectRoot, ...(signal !== undefined && { signal }), ...(env !== undefined && { env }) },
      (error, stdout, stderr) =>
        resolve({ code: error === null ? 0 : (error.code ?? error.signal ?? "?"), stdout, stderr }),
    );
  });
}
