import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { runFolder } from "./folder";
import { identityOf } from "./process-identity";
import { AlreadyRunningError } from "./run-errors";

/** Holder of a lock. The identity distinguishes it from a later process with the same pid. */
const holderSchema = z.object({ pid: z.int().positive(), identity: z.string().min(1) });

/** A held lock. */
export interface Lock {
  /** True when the lock of a run that has ended was taken over. */
  readonly tookOver: boolean;
  /** Releases it; repeatable, and synchronous so that it can be the last action of a process. */
  release(): void;
}

/**
 * Acquires the lock that prevents two local runs in one folder.
 *
 * @param folder folder of the lock file. Default: `.local`
 * @throws {AlreadyRunningError} a living process holds it
 */
export function acquireLock(folder = runFolder): Lock {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "run.lock");
  const draft = `${file}.${process.pid}`;
  const own = JSON.stringify({ pid: process.pid, identity: identityOf(process.pid) ?? "unknown" });
  writeFileSync(draft, own);
  try {
    let tookOver = false;
    // A link is created atomically, so no process can read a half-written lock. Bounded, because another process acquires the lock in each
    // round.
    for (let round = 0; round < 20; round += 1) {
      if (tryLink(draft, file)) return held(file, own, tookOver);
      const text = read(file);
      if (text === undefined) continue; // released in the meantime
      const holder = living(text);
      if (holder !== undefined) throw new AlreadyRunningError(holder);
      tookOver = setAside(file, text) || tookOver;
    }
    throw new Error(`the lock ${file} changes hands too quickly`);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Process id of the running run of that folder; undefined when there is none. */
export function runningProcess(folder = runFolder): number | undefined {
  const text = read(join(folder, "run.lock"));
  return text === undefined ? undefined : living(text);
}

function held(file: string, own: string, tookOver: boolean): Lock {
  return {
    tookOver,
    release() {
      if (read(file) === own) rmSync(file, { force: true });
    },
  };
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/** The holder of a lock; a lock that cannot be parsed has none. */
function living(text: string): number | undefined {
  try {
    const { pid, identity } = holderSchema.parse(JSON.parse(text));
    return identityOf(pid) === identity ? pid : undefined;
  } catch {
    return undefined;
  }
}

/** Removes the lock of an ended run, unless a third run has replaced it since it was read. */
function setAside(file: string, stale: string): boolean {
  const aside = `${file}.stale-${process.pid}`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  }
  const removed = read(aside) === stale;
  if (!removed) tryLink(aside, file);
  rmSync(aside, { force: true });
  return removed;
}
