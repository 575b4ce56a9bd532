import type { Drill } from "./drill";

/** Drills of one choice: what they take must be worth it at every change. */
const count = 3;

/**
 * The drills that rehearse most of what was changed, most first, without those that take long. What nothing was changed for is filled up with
 * drills that need most of the program.
 *
 * @param files paths below the project's root, with slashes
 */
export function chooseFor(files: readonly string[], all: readonly Drill[]): readonly Drill[] {
  const drills = all.filter(({ long }) => long === undefined);
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
