import { execFileSync } from "node:child_process";

/** git's answer, by line. @throws {Error} git's own */
export function git(folder: string, ...args: readonly string[]): readonly string[] {
  return run(folder, args).split("\n").filter(isSomething);
}

/** Paths of files that git knows, or knows to be of a kind. Told apart by zero bytes: else git quotes the unusual ones. */
export function filesOf(folder: string, ...args: readonly string[]): readonly string[] {
  return run(folder, ["ls-files", "-z", ...args])
    .split("\0")
    .filter(isSomething);
}

/**
 * Paths below a folder, with slashes, that differ from a commit, committed or not: deleted ones, both paths of a file that was moved, and those
 * that git does not know yet.
 *
 * @throws {Error} git's own, when there is no such commit
 */
export function changedFiles(folder: string, commit: string): readonly string[] {
  const changed = run(folder, ["diff", "--name-only", "--no-renames", "--relative", "-z", commit, "--"]);
  return [...changed.split("\0").filter(isSomething), ...untrackedFiles(folder)].toSorted();
}

/** New files that git does not know and is not told to ignore. */
export function untrackedFiles(folder: string): readonly string[] {
  return filesOf(folder, "--others", "--exclude-standard");
}

function run(folder: string, args: readonly string[]): string {
  return execFileSync("git", args, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

const isSomething = (text: string) => text !== "";
