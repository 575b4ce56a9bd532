import { changedFiles, filesOf, git, untrackedFiles } from "./changed-files";
import { importGraph, needsOneOf } from "./import-graph";

/** What a change can break. */
export interface Selection {
  /** Paths that differ from the merge base, deleted ones included. */
  readonly changed: readonly string[];
  /** Test files to run; all of them when the effect of a change is unknown. */
  readonly tests: readonly string[];
}

/** Files on which every test depends. */
const everything =
  /^(package(-lock)?\.json|tsconfig\.json|\.nvmrc|\.npmrc|scripts\/(compile|run)\.mjs|scripts\/require-node\.cjs)$/;

/** Files that no test reads; the linter and the type check do. */
const nothing = /^(LICENSE|biome\.json|\.gitignore)$/;

/**
 * The tests that a change can break: what differs from the merge base with `main`, committed or not, traced back through imports and
 * through paths in strings. A changed file outside every test's graph counts for the folder of tests with the name of its own folder
 * (`docs/`, `.github` as `delivery`); without such a folder every test runs.
 *
 * @throws {Error} this is not a git checkout, or it has neither `main` nor `origin/main`
 */
export async function changedTests(root: string): Promise<Selection> {
  const [main] = git(root, "for-each-ref", "--format=%(refname)", "refs/heads/main", "refs/remotes/origin/main");
  if (main === undefined) throw new Error("--changed compares with main, and there is neither main nor origin/main");
  const [base = main] = git(root, "merge-base", "HEAD", main);
  const changed = changedFiles(root, base);
  const deleted = new Set(filesOf(root, "--deleted"));
  const files = [...filesOf(root), ...untrackedFiles(root)].filter((file) => !deleted.has(file));
  return { changed, tests: await testsFor(root, files, changed) };
}

/** The tests among `files` that a change of these paths can break, sorted. */
export async function testsFor(
  root: string,
  files: readonly string[],
  changed: readonly string[],
): Promise<readonly string[]> {
  const tests = files.filter((file) => file.startsWith("tests/") && file.endsWith(".test.ts"));
  const relevant = changed.filter((file) => !nothing.test(file));
  if (relevant.length === 0) return [];
  if (relevant.some((file) => everything.test(file))) return tests.toSorted();
  // A deleted file is in no graph; a file that imported it has changed as well, or no longer compiles.
  const there = relevant.filter((file) => files.includes(file));
  const graph = await importGraph(root, files, tests);
  const wanted = new Set(there);
  const broken = new Set(tests.filter((test) => needsOneOf(graph, test, wanted)));
  for (const file of there.filter((path) => !graph.has(path))) {
    const folder = file.startsWith(".") ? "delivery" : file.slice(0, file.indexOf("/"));
    const own = tests.filter((test) => test.startsWith(`tests/${folder}/`));
    if (own.length === 0) return tests.toSorted();
    for (const test of own) broken.add(test);
  }
  return [...broken].sort();
}
