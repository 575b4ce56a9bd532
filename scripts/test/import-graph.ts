import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

/** Files of the project, and the files that each needs: by imports, and by paths in its strings. */
export type Graph = ReadonlyMap<string, ReadonlySet<string>>;

/** Dependencies without an import or a path: a graph that contains `from` also needs the files that match `needs`. */
const hidden: readonly (readonly [from: string, needs: RegExp])[] = [
  ["components/blocks/bundle.ts", /^functions\//],
  ["program/run-program.ts", /^index\.ts$/],
  ["tests/support/pulumi.ts", /^index\.ts$/],
  ["program/policies/analyzer.ts", /^policies\//],
  ["program/policies/config.ts", /^policies\/config\//],
  ["console/server/assets.ts", /^console\/page\//],
  ["cli/stack-files/read.ts", /^(bootstrap\/)?Pulumi\./],
  ["tests/docs/support/pages.ts", /\.md$/],
];

/** Paths are read from strings: not from comments, and not from Markdown pages, which name nearly every file. */
const comments = /^\s*(?:\/\/|\*|\/\*).*$/gm;
const mentions = /(?:[\w.-]+\/)+[\w.-]+\.\w+|\b[\w.-]+\.(?:ya?ml|md|json)\b/g;

/**
 * The graph of the entries: imports as esbuild resolves them, and every file of the project whose path is in a string, such as a script
 * that a test starts. A path that is put together from parts is not found, unless `hidden` lists it.
 *
 * @param files every file of the project, relative to `root`
 * @param entries the files to start from
 */
export async function importGraph(root: string, files: readonly string[], entries: readonly string[]): Promise<Graph> {
  const all = new Set(files);
  const graph = new Map<string, Set<string>>();
  let waiting = [...entries];
  while (waiting.length > 0) {
    const code = waiting.filter(isCode);
    for (const file of waiting) graph.set(file, graph.get(file) ?? new Set());
    for (const [file, imports] of await importsOf(root, code)) {
      const needs = graph.get(file) ?? new Set();
      graph.set(file, needs);
      for (const needed of imports) if (all.has(needed)) needs.add(needed);
    }
    for (const [file, needs] of graph) {
      if (needs.has(file)) continue; // has been read
      needs.add(file);
      if (!isCode(file) || !existsSync(join(root, file))) continue;
      for (const named of namedIn(readFileSync(join(root, file), "utf8"))) if (all.has(named)) needs.add(named);
      for (const [from, pattern] of hidden) {
        if (from === file) for (const other of files) if (pattern.test(other)) needs.add(other);
      }
    }
    waiting = [...new Set([...graph.values()].flatMap((needs) => [...needs]))].filter((file) => !graph.has(file));
  }
  return graph;
}

async function importsOf(root: string, entries: readonly string[]): Promise<readonly (readonly [string, string[]])[]> {
  if (entries.length === 0) return [];
  const { metafile } = await build({
    absWorkingDir: root,
    stdin: { contents: entries.map((file) => `import ${JSON.stringify(`./${file}`)};`).join("\n"), resolveDir: root },
    bundle: true,
    write: false,
    metafile: true,
    platform: "node",
    format: "esm",
    packages: "external",
    outdir: "out",
    jsx: "preserve",
    loader: { ".css": "text", ".html": "text", ".txt": "text", ".py": "text", ".yaml": "text" },
    logLevel: "silent",
  });
  return Object.entries(metafile.inputs).map(([file, { imports }]) => [file, imports.map(({ path }) => path)]);
}

function isCode(file: string): boolean {
  return /\.([cm]?[jt]s|tsx)$/.test(file);
}

function namedIn(text: string): readonly string[] {
  return (text.replace(comments, "").match(mentions) ?? []).map((path) => path.replace(/^(?:\.{1,2}\/)+/, ""));
}

/** Whether `from` needs one of the files, directly or through others. */
export function needsOneOf(graph: Graph, from: string, wanted: ReadonlySet<string>): boolean {
  const seen = new Set<string>();
  const waiting = [from];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (wanted.has(file)) return true;
    if (seen.has(file)) continue;
    seen.add(file);
    waiting.push(...(graph.get(file) ?? []));
  }
  return false;
}
