import { spawn } from "node:child_process";
import { projectRoot } from "../../launch/project-root.cjs";

/** Exit code (null when a signal ended it), and the output on both streams in order of arrival. */
export interface Finished {
  readonly code: number | null;
  readonly output: string;
}

/**
 * Runs a Node script of the project to its end.
 *
 * @param args Node options, the script's path relative to the project, and its arguments
 */
export function runNode(args: readonly string[]): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...args], { cwd: projectRoot, stdio: ["ignore", "pipe", "pipe"] });
    const chunks: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, output: Buffer.concat(chunks).toString("utf8") }));
  });
}
