import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { projectRoot } from "../../launch/project-root.cjs";
import type { Drill } from "./drill";

/** Drills of one choice: what they take must be worth it at every change. */
const count = 3;

/**
 * The drills that rehearse most of what was changed, most first. What nothing was changed for is filled up with drills that need most of the
 * program.
 *
 * @param files paths below the project's root, with slashes
 */
export function chooseFor(files: readonly string[], drills: readonly Drill[]): readonly Drill[] {
  const found = drills
    .map((drill) => ({ drill, changed: files.filter((file) => concerns(drill, file)).length }))
    .filter(({ changed }) => changed > 0)
    // Stable: what is as much concerned keeps its order.
    .toSorted((a, b) => b.changed - a.changed)
    .map(({ drill }) => drill);
  const widest = drills.toSorted((a, b) => b.parts.length - a.parts.length);
  return [...new Set([...found, ...widest])].slice(0, count);
}

function concerns({ name, parts }: Drill, file: string): boolean {
  return (
    file === `local/drills/catalog/${name}.ts` || parts.some((part) => file === part || file.startsWith(`${part}/`))
  );
}

/** Paths that differ from a commit, and those that git does not know yet. @throws {Error} git's own, when there is no such commit */
export async function changedSince(commit: string): Promise<readonly string[]> {
  const git = async (...args: readonly string[]) =>
    (await promisify(execFile)("git", [...args], { cwd: projectRoot })).stdout
      .split("\0")
      .filter((path) => path !== "");
  const [changed, added] = await Promise.all([
    git("diff", "--name-only", "--relative", "-z", commit, "--"),
    git("ls-files", "--others", "--exclude-standard", "-z"),
  ]);
  return [...changed, ...added];
}
