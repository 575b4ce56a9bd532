import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { projectRoot } from "../../launch/project-root.cjs";

/** How a process ended: its exit code, or the signal that killed it. */
export interface ExitInfo {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A Python module running in a process group of its own that dies with this process. */
export interface SupervisedModule {
  readonly pid: number;
  readonly exited: Promise<ExitInfo>;
  /** Ends the whole group: SIGTERM, and SIGKILL after `graceMs`. Resolves when the module has ended; repeatable. */
  stop(graceMs: number): Promise<void>;
}

const supervisor = join(projectRoot, "local", "emulator", "supervise.py");

/**
 * Starts `python -m <module>` so that it cannot be orphaned: it ends with this process, even when that is killed.
 *
 * @param options.folder removed when this process ends before the module; "-" for nothing
 * @param options.output file descriptor for standard output and error, or "pipe" to read `onText`
 * @throws {Error} when the interpreter cannot be started
 */
export async function startModule(options: {
  readonly python: string;
  readonly args: readonly [module: string, ...rest: string[]];
  readonly env: NodeJS.ProcessEnv;
  readonly folder: string;
  readonly output: number | "pipe";
  readonly onText?: (text: string) => void;
}): Promise<SupervisedModule> {
  const child = spawn(options.python, ["-I", supervisor, options.folder, ...options.args], {
    cwd: projectRoot,
    detached: true, // a process group of its own, so that a signal to it reaches the workers too
    env: options.env,
    stdio: ["pipe", options.output, options.output],
  });
  child.stdout?.setEncoding("utf8").on("data", (text: string) => options.onText?.(text));
  child.stderr?.setEncoding("utf8").on("data", (text: string) => options.onText?.(text));
  child.stdin?.on("error", () => undefined);
  const ended = options.output === "pipe" ? "close" : "exit"; // "close" comes after the last output
  const exited = new Promise<ExitInfo>((resolve) => {
    child.once(ended, (code: number | null, signal: NodeJS.Signals | null) => resolve({ code, signal }));
  });
  const pid = await spawned(child);
  let swept = false; // afterwards the system may reuse the group's number
  return {
    pid,
    exited,
    async stop(graceMs) {
      if (swept) return;
      signalGroup(pid, "SIGTERM");
      const timer = setTimeout(() => signalGroup(pid, "SIGKILL"), graceMs);
      await exited;
      clearTimeout(timer);
      // Its child processes may still run, such as a worker in the middle of a call.
      if (!swept) signalGroup(pid, "SIGKILL");
      swept = true;
    },
  };
}

function spawned(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("spawn", () => (child.pid === undefined ? reject(new Error("no process id")) : resolve(child.pid)));
  });
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/** Whether a process of this number exists. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
