import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import type { SourceMapPayload } from "node:module";
import { dirname, join } from "node:path";
import * as esbuild from "esbuild";
import { projectRoot } from "../../launch/project-root.cjs";
import { type FunctionEntry, functionEntries } from "../functions";
import { buildNamedIn, buildOf, fromRoot, keepSourceMaps, readSourceMap, withBuildName } from "./source-maps";

/** The bundle of one function. */
export interface Bundle {
  /** Text of `index.js`; its last line names the build, see `source-maps.ts`. */
  readonly text: string;
  /** Bytes of `index.js` by source file, relative to the project. */
  readonly inputs: Readonly<Record<string, number>>;
  /** The project's files that the code is made of. More than `inputs` names: a constant is put in where it is used, and its file has no bytes then. */
  readonly sources: readonly string[];
}

export type Bundles = Readonly<Record<FunctionEntry, Bundle>>;

/** Build options, which affect the result as the sources do. */
const options = {
  bundle: true,
  platform: "node",
  format: "cjs",
  // Oldest runtime that the settings accept.
  target: "node22",
  // The packages' ES modules: esbuild drops their unused parts, which saves a third of the size and of the cold start.
  mainFields: ["module", "main"],
  minify: true,
  legalComments: "none",
  // In a separate file and without the sources, which readers of a stack trace have in their checkout.
  sourcemap: "external",
  sourcesContent: false,
  charset: "utf8",
  // The SDK imports node:http lazily. As an `import()` that would make Node load everything that the module exports, undici included.
  supported: { "dynamic-import": false },
  // A function has its role's credentials in its environment. The SDK's other credential providers would be a quarter of a bundle.
  alias: { "@aws-sdk/credential-provider-node": "./functions/shared/lambda-credentials.ts" },
  outbase: "functions",
  outdir: "out",
  write: false,
  metafile: true,
  logLevel: "silent",
} as const satisfies esbuild.BuildOptions;

/** Form of what is cached. Another number for each change of {@link Bundle}. */
const FORM = 2;

const cacheFolder = join(projectRoot, "node_modules", ".cache", "backoffice");

/**
 * Bundles all functions at once. The same sources and packages give the same bytes in any folder. Results are cached by a hash of
 * everything that affects them.
 *
 * @throws esbuild's own error, with file and line, when the sources do not compile
 */
export function bundleFunctions(): Bundles {
  const name = `functions-${contentHash()}.json`;
  const file = join(cacheFolder, name);
  const kept = readKept(file);
  if (kept !== undefined) return kept;
  const built = buildWithMaps();
  const bundles = allOf(built);
  mkdirSync(cacheFolder, { recursive: true });
  // First, so that a cached bundle without its source map is built again.
  keepMaps(built);
  // Written to a temporary file and renamed, so that another process never reads half a file.
  const aside = `${file}.${process.pid}`;
  writeFileSync(aside, JSON.stringify(bundles));
  renameSync(aside, file);
  // Each result has megabytes, and older sources are seldom built again.
  for (const old of readdirSync(cacheFolder)) {
    if (/^functions-.*\.json$/.test(old) && old !== name) rmSync(join(cacheFolder, old), { force: true });
  }
  return bundles;
}

/** Keeps source maps of further builds, by which their stack traces are read. */
export function keepMaps({ maps }: Built): void {
  keepSourceMaps(cacheFolder, maps);
}

/** The cached bundles; undefined when there are none, or when another process is removing them. */
function readKept(file: string): Bundles | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

/** Bundles of some functions, and their source maps by build. */
export interface Built {
  readonly bundles: ReadonlyMap<FunctionEntry, Bundle>;
  readonly maps: ReadonlyMap<string, string>;
}

/** Bundles all functions, without the cache. */
export function build(): Bundles {
  return allOf(buildWithMaps());
}

/** The bundles of all functions. */
function allOf({ bundles }: Built): Bundles {
  return Object.fromEntries(bundles) as Bundles;
}

function buildWithMaps(): Built {
  return builtOf(esbuild.buildSync(buildOptions(functionEntries)), functionEntries);
}

/** How these functions are bundled. @param root folder of the sources. Default: this project's */
export function buildOptions(entries: readonly FunctionEntry[], root = projectRoot) {
  return {
    ...options,
    absWorkingDir: root,
    entryPoints: entries.map((entry) => `functions/${entry}/index.ts`),
  } satisfies esbuild.BuildOptions;
}

/** The bundles in what esbuild made of {@link buildOptions}. @throws {Error} one has a source outside of `functions/` and of the packages */
export function builtOf(
  result: esbuild.BuildResult<Pick<ReturnType<typeof buildOptions>, "metafile" | "write">>,
  entries: readonly FunctionEntry[],
  root = projectRoot,
): Built {
  const texts = new Map(result.outputFiles.map((file) => [file.path, file.text]));
  const maps = new Map<string, string>();
  const bundles = entries.map((entry): [FunctionEntry, Bundle] => {
    const path = `out/${entry}/index.js`;
    const code = texts.get(join(root, path));
    const map = texts.get(join(root, `${path}.map`));
    const output = result.metafile.outputs[path];
    if (code === undefined || map === undefined || output === undefined) throw new Error(`esbuild made no ${path}`);
    const inputs = Object.entries(output.inputs).map(([input, { bytesInOutput }]) => [input, bytesInOutput] as const);
    const sources = [...reachedFrom(`functions/${entry}/index.ts`, result.metafile)].toSorted();
    refuseForeignInputs(entry, sources);
    maps.set(buildOf(code), fromRoot(map, dirname(path)));
    return [
      entry,
      { text: withBuildName(entry, code), inputs: Object.fromEntries(inputs), sources: sources.filter(isOwn) },
    ];
  });
  return { bundles: new Map(bundles), maps };
}

/** Source maps of bundles, for decoding stack traces. */
export interface SourceMaps {
  /** The source map of a build; undefined for a build that neither this checkout gives nor the cache has. */
  readonly find: (build: string) => SourceMapPayload | undefined;
  /** Whether this checkout's sources give that build. */
  readonly isCurrent: (build: string) => boolean;
}

/** The source maps that this checkout has. Builds the functions if they are not built yet. @throws as {@link bundleFunctions} */
export function sourceMaps(): SourceMaps {
  const current = new Set(Object.values(bundleFunctions()).map(({ text }) => buildNamedIn(text)));
  const isCurrent = (build: string) => current.has(build);
  return {
    isCurrent,
    find: (build) => {
      const kept = readSourceMap(cacheFolder, build);
      if (kept !== undefined || !isCurrent(build)) return kept;
      // The maps were deleted but the bundles were not.
      keepMaps(buildWithMaps());
      return readSourceMap(cacheFolder, build);
    },
  };
}

/** Files that a file imports, directly or by others, and itself. */
function reachedFrom(file: string, { inputs }: esbuild.Metafile): ReadonlySet<string> {
  const reached = new Set([file]);
  // A set's iteration takes up what is added during it.
  for (const each of reached)
    for (const { path, external } of inputs[each]?.imports ?? []) if (external !== true) reached.add(path);
  return reached;
}

/** Whether a file is one of the functions' own sources, and no package's. */
function isOwn(file: string): boolean {
  return file.startsWith("functions/");
}

/** Rejects inputs outside the two folders that the hash below covers. */
function refuseForeignInputs(entry: FunctionEntry, inputs: readonly string[]): void {
  const foreign = inputs.find((input) => !/^(functions|node_modules)\//.test(input));
  if (foreign !== undefined) {
    throw new Error(`functions/${entry} imports ${foreign}: functions import only from functions/ and from packages`);
  }
}

function contentHash(): string {
  const hash = createHash("sha256");
  hash.update(JSON.stringify([FORM, esbuild.version, options, functionEntries]));
  const sources = readdirSync(join(projectRoot, "functions"), { recursive: true, withFileTypes: true })
    .filter((item) => item.isFile())
    .map((item) => join(item.parentPath, item.name))
    .sort();
  for (const file of [join(projectRoot, "package-lock.json"), join(projectRoot, "tsconfig.json"), ...sources]) {
    // Hashed with the path relative to the project, so that a copy in another folder has the same hash.
    const content = readFileSync(file);
    hash.update(`${file.slice(projectRoot.length)}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex").slice(0, 32);
}
