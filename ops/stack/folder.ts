import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { projectRoot } from "../../launch/project-root.cjs";

/**
 * Folder of a run's lock and of files for other commands: `.local` in the project, which git ignores. The tests set
 * `BACKOFFICE_RUN_FOLDER`, so that they do not interfere with a run of the developer in the same checkout.
 */
export const runFolder = resolve(projectRoot, process.env.BACKOFFICE_RUN_FOLDER ?? join(projectRoot, ".local"));

/** Where a file stands until it is whole. */
export function draftOf(file: string): string {
  return `${file}.${process.pid}`;
}

/** Writes a file whole or not at all. @param mode permissions. Default: the process's own */
export function writeWhole(file: string, text: string, mode?: number): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(draftOf(file), text, mode === undefined ? {} : { mode });
  renameSync(draftOf(file), file);
}
