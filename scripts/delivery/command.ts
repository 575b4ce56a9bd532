import { type ChildProcess, spawn } from "node:child_process";

/** Runs a program with arguments, never through a shell, and returns its output. */
export type Run = (args: readonly string[], input?: string) => Promise<string>;

/** A program that exited with a code other than 0. */
export class CommandError extends Error {
  override readonly name = "CommandError";

  constructor(
    readonly command: string,
    readonly exitCode: number,
    /** Its output on standard error. */
    readonly stderr: string,
  ) {
    super(`${command} ended with ${exitCode}: ${stderr.trim()}`);
  }
}

/** Programs that are running, and the signal that ended this process, if any. */
const running = new Set<ChildProcess>();
let stopped: NodeJS.Signals | undefined;

/** Signals that GitHub sends to a cancelled step: the second 7.5 seconds after the first. */
const signals = ["SIGINT", "SIGTERM"] as const;

/**
 * Passes a signal on to the running programs and lets them end in their own way, Pulumi with its lock released. No further programs are
 * started.
 */
function passOn(signal: NodeJS.Signals): void {
  stopped = signal;
  for (const child of running) child.kill(signal);
}

/**
 * A program of the machine, such as `gh`. A signal to this process is passed on to it.
 *
 * @param echo whether its output is also shown. Default: shown
 * @throws {CommandError} it fails; `ENOENT` when it is not installed
 */
export function command(program: string, echo = true): Run {
  return (args, input) =>
    new Promise((resolve, reject) => {
      const name = `${program} ${args.slice(0, 2).join(" ")}`;
      if (stopped !== undefined) return reject(new CommandError(name, -1, `not started: stopped by ${stopped}`));
      if (running.size === 0) for (const signal of signals) process.on(signal, passOn);
      const child = spawn(program, [...args], { stdio: ["pipe", "pipe", "pipe"] });
      running.add(child);
      const ended = () => {
        running.delete(child);
        if (running.size === 0) for (const signal of signals) process.off(signal, passOn);
      };
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
      child.on("error", (error) => {
        ended();
        reject(error);
      });
      child.on("close", (code) => {
        ended();
        if (code === 0) resolve(stdout);
        else reject(new CommandError(name, code ?? -1, stderr));
      });
      // A program that reads no input may exit before all of it is written.
      child.stdin.on("error", () => undefined);
      child.stdin.end(input ?? "");
    });
}
