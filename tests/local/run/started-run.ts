import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { projectRoot } from "../../../launch/project-root.cjs";

/** How a run ended. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A local run in a process and in folders of its own. */
export interface StartedRun {
  readonly child: ChildProcess;
  /** Holds `stack.json` and the lock. */
  readonly folder: string;
  readonly ended: Promise<Ended>;
  output(): string;
  /**
   * Resolves when the run has printed this.
   *
   * @param since characters of the output that do not count. Default: none
   * @throws {Error} it ended before, or did not within 10 minutes
   */
  printed(text: string | RegExp, since?: number): Promise<void>;
  /**
   * What is left of it: processes, files; empty after a clean end. Waits up to half a minute for processes that were just
   * killed.
   */
  left(): Promise<string[]>;
}

/** Folders and variables of runs; made for one test. */
export interface RunFolders {
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  remove(): void;
}

const started: ChildProcess[] = [];

/** A folder for the lock and `stack.json`, and one for temporary files, so that whatever a run leaves is found. */
export function makeRunFolders(): RunFolders {
  const folder = mkdtempSync(join(tmpdir(), "backoffice-run-"));
  mkdirSync(join(folder, "tmp"));
  const { npm_lifecycle_event: _, AWS_ENDPOINT_URL: __, ...rest } = process.env;
  return {
    folder,
    env: { ...rest, CI: "true", BACKOFFICE_RUN_FOLDER: folder, TMPDIR: join(folder, "tmp") },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/**
 * Folders that are made before a suite's tests and removed after them, with whatever still runs there.
 *
 * @param hooks of mocha: `[before, after]` for one pair of all tests, `[beforeEach, afterEach]` for one of each
 */
export function useRunFolders([begin, end]: readonly [Mocha.HookFunction, Mocha.HookFunction]): RunFolders {
  let made: RunFolders | undefined;
  const current = (): RunFolders => {
    if (made === undefined) throw new Error("there are no folders before the first hook");
    return made;
  };
  begin(() => {
    made = makeRunFolders();
  });
  end(() => {
    killStartedRuns();
    current().remove();
  });
  return {
    get folder() {
      return current().folder;
    },
    get env() {
      return current().env;
    },
    remove: () => current().remove(),
  };
}

/** Starts `npm start -- ...args`, without npm. */
export function startRun(folders: RunFolders, args: readonly string[], env: NodeJS.ProcessEnv = {}): StartedRun {
  return startCommand(folders, ["local/start.ts", ...args], env);
}

/**
 * Starts another command that brings the stack up.
 *
 * @param args its file, and what it is given
 * @param root folder of the project. Default: this one
 */
export function startCommand(
  folders: RunFolders,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
  root = projectRoot,
): StartedRun {
  const child = spawn(process.execPath, ["scripts/run.mjs", ...args], {
    cwd: root,
    env: { ...folders.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  started.push(child);
  let output = "";
  let finished = false;
  const collect = (chunk: Buffer) => {
    output += chunk.toString("utf8");
  };
  child.stdout.on("data", collect);
  child.stderr.on("data", collect);
  const ended = new Promise<Ended>((resolve) => {
    child.once("exit", (code, signal) => {
      finished = true;
      resolve({ code, signal });
    });
  });
  return {
    child,
    folder: folders.folder,
    ended,
    output: () => output,
    async printed(text, since = 0) {
      const has = () => (typeof text === "string" ? output.includes(text, since) : text.test(output.slice(since)));
      for (const deadline = Date.now() + 600_000; !has(); await delay(5)) {
        if (finished) throw new Error(`the run ended before it printed ${text}:\n${output}`);
        if (Date.now() > deadline) throw new Error(`the run did not print ${text} within 10 minutes:\n${output}`);
      }
    },
    async left() {
      for (const deadline = Date.now() + 30_000; ; await delay(20)) {
        const found = leftovers(folders.folder);
        if (found.length === 0 || Date.now() > deadline) return found;
      }
    },
  };
}

/** Ends every run that a failed test has left behind. */
export function killStartedRuns(): void {
  for (const child of started.splice(0)) child.kill("SIGKILL");
}

/** The emulator of a run: the process that was given the run's temporary folder. */
export function emulatorOf(folders: RunFolders): number | undefined {
  return mentioning(join(folders.folder, "tmp")).find(({ text }) => text.includes("supervise.py"))?.pid;
}

function leftovers(folder: string): string[] {
  const files = ["stack.json", "run.lock"].filter((name) => existsSync(join(folder, name)));
  const temporary = readdirSync(join(folder, "tmp")).filter((name) => name.startsWith("backoffice-"));
  const processes = mentioning(join(folder, "tmp")).map(({ pid, text }) => `process ${pid}: ${text.slice(0, 100)}`);
  return [...files, ...temporary, ...processes];
}

/** Processes that have a folder among their arguments: the emulator and its workers are given theirs. */
function mentioning(folder: string): { readonly pid: number; readonly text: string }[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const text = readFileSync(`/proc/${name}/cmdline`, "utf8").replaceAll("\0", " ");
        return text.includes(folder) ? [{ pid: Number(name), text }] : [];
      } catch {
        return []; // it ended while we looked
      }
    });
}
