import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { runFolder } from "./folder";
import { identityOf } from "./process-identity";
import { AlreadyRunningError } from "./run-errors";

/** Who holds a lock. The identity distinguishes the holder from a later process with the same pid. */
const holderSchema = z.object({ pid: z.int().positive(), identity: z.string().min(1) });

/** A held lock. */
export interface Lock {
  /** True when the lock of a run that is gone was taken over. */
  readonly tookOver: boolean;
  /** Gives it back; repeatable, synchronous so that it can be the last act of a process. */
  release(): void;
}

/**
 * Takes the lock that keeps two local runs of one folder apart.
 *
 * @param folder where the lock file lives. Default: `.local`
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
    // A link is made whole or not at all, so that nobody can read a half-written lock. Bounded: each round means that
    // somebody else won.
    for (let round = 0; round < 20; round += 1) {
      if (tryLink(draft, file)) return held(file, own, tookOver);
      const text = read(file);
      if (text === undefined) continue; // given back in the meantime
      const holder = living(text);
      if (holder !== undefined) throw new AlreadyRunningError(holder);
      tookOver = setAside(file, text) || tookOver;
    }
    throw new Error(`the lock ${file} changes hands too quickly`);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Process number of the living run of that folder; undefined when none is up. */
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

/** A lock that cannot be read as one belongs to nobody. */
function living(text: string): number | undefined {
  try {
    const { pid, identity } = holderSchema.parse(JSON.parse(text));
    return identityOf(pid) === identity ? pid : undefined;
  } catch {
    return undefined;
  }
}

/** Removes a dead run's lock, unless a third run has put its own there since it was read. */
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
