import { spawn } from "node:child_process";

/** Runs a program with arguments, never through a shell, and gives back what it printed. */
export type Run = (args: readonly string[], input?: string) => Promise<string>;

/** A program that ended with another exit code than 0. */
export class CommandError extends Error {
  override readonly name = "CommandError";

  constructor(
    readonly command: string,
    readonly exitCode: number,
    /** What it wrote to standard error. */
    readonly stderr: string,
  ) {
    super(`${command} ended with ${exitCode}: ${stderr.trim()}`);
  }
}

/**
 * A program of the machine, such as `gh`.
 *
 * @param echo whether its output is shown as well as given back. Default: shown
 * @throws {CommandError} when it fails; `ENOENT` when it is not there
 */
export function command(program: string, echo = true): Run {
  return (args, input) =>
    new Promise((resolve, reject) => {
      const child = spawn(program, [...args], { stdio: ["pipe", "pipe", "pipe"] });
      let stdout = "";
      let stderr = "";
      child.stdout.setEncoding("utf8").on("data", (text: string) => {
        stdout += text;
        if (echo) process.stdout.write(text);
      });
      child.stderr.setEncoding("utf8").on("data", (text: string) => {
        stderr += text;
        if (echo) process.stderr.write(text);
      });
      child.on("error", reject);
      child.on("close", (code) =>
        code === 0
          ? resolve(stdout)
          : reject(new CommandError(`${program} ${args.slice(0, 2).join(" ")}`, code ?? -1, stderr)),
      );
      // A program that reads no input may be gone before it is written.
      child.stdin.on("error", () => undefined);
      child.stdin.end(input ?? "");
    });
}
