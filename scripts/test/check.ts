import type { TaskResult } from "./result";
import { runNode } from "./spawn";

/** Runs a command that passes or fails as a whole: exit code 0 is one pass, any other one failure with its output. */
export async function runCheck(script: string, args: readonly string[]): Promise<TaskResult> {
  const { code, output } = await runNode([script, ...args]);
  if (code === 0) return { passed: 1, failures: [] };
  return { passed: 0, failures: [{ title: `${script} ${args.join(" ")} exited with ${code}`, detail: output }] };
}
