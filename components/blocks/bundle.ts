import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import type { SourceMapPayload } from "node:module";
import { dirname, join } from "node:path";
import * as esbuild from "esbuild";
import { projectRoot } from "../../launch/project-root.cjs";
import { type FunctionEntry, functionEntries } from "../functions";
import { buildNamedIn, buildOf, fromRoot, keepSourceMaps, readSourceMap, withBuildName } from "./source-maps";

/** What was built from one function's sources. */
export interface Bundle {
  /** The whole of `index.js`; its last line names the build, see `source-maps.ts`. */
  readonly text: string;
  /** Bytes of `index.js` by source file, relative to the project. */
  readonly inputs: Readonly<Record<string, number>>;
}

export type Bundles = Readonly<Record<FunctionEntry, Bundle>>;

/** Everything that decides about the result besides the sources. */
const options = {
  bundle: true,
  platform: "node",
  format: "cjs",
  // Oldest runtime that the settings allow.
  target: "node22",
  // The packages' ES modules: unused parts fall away, which saves a third of the size and of the start.
  mainFields: ["module", "main"],
  minify: true,
  legalComments: "none",
  // Beside the code, and without the sources: the reader of a stack trace has them.
  sourcemap: "external",
  sourcesContent: false,
  charset: "utf8",
  // The SDK imports node:http when it first needs it. As an `import()`, that makes Node read all that the module exports, undici included.
  supported: { "dynamic-import": false },
  // A function has its role's credentials in its environment. The SDK's chain of other sources is a quarter of a bundle.
  alias: { "@aws-sdk/credential-provider-node": "./functions/shared/lambda-credentials.ts" },
  outbase: "functions",
  outdir: "out",
  write: false,
  metafile: true,
  logLevel: "silent",
} as const satisfies esbuild.BuildOptions;

const cacheFolder = join(projectRoot, "node_modules", ".cache", "backoffice");

/**
 * Bundles all functions in one go. The same sources and packages give the same bytes, wherever the project lies. Results are kept by
 * a hash of everything that can change them.
 *
 * @throws esbuild's own error, with file and line, when the sources do not compile
 */
export function bundleFunctions(): Bundles {
  const name = `functions-${contentHash()}.json`;
  const file = join(cacheFolder, name);
  const kept = readKept(file);
  if (kept !== undefined) return kept;
  const { bundles, maps } = buildWithMaps();
  mkdirSync(cacheFolder, { recursive: true });
  // First: a kept bundle whose map is missing is built again.
  keepSourceMaps(cacheFolder, maps);
  // Written aside and renamed: a second process never sees half a file.
  const aside = `${file}.${process.pid}`;
  writeFileSync(aside, JSON.stringify(bundles));
  renameSync(aside, file);
  // Each result has megabytes, and older sources are rarely built again.
  for (const old of readdirSync(cacheFolder)) {
    if (/^functions-.*\.json$/.test(old) && old !== name) rmSync(join(cacheFolder, old), { force: true });
  }
  return bundles;
}

/** Undefined when there is none, also when another process is just removing it. */
function readKept(file: string): Bundles | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

/** What was built, and the source maps by build. */
interface Built {
  readonly bundles: Bundles;
  readonly maps: ReadonlyMap<string, string>;
}

/** Bundles all functions without looking at what was kept. */
export function build(): Bundles {
  return buildWithMaps().bundles;
}

function buildWithMaps(): Built {
  const result = esbuild.buildSync({
    ...options,
    absWorkingDir: projectRoot,
    entryPoints: functionEntries.map((entry) => `functions/${entry}/index.ts`),
  });
  const texts = new Map(result.outputFiles.map((file) => [file.path, file.text]));
  const maps = new Map<string, string>();
  const bundles = functionEntries.map((entry): [FunctionEntry, Bundle] => {
    const path = `out/${entry}/index.js`;
    const code = texts.get(join(projectRoot, path));
    const map = texts.get(join(projectRoot, `${path}.map`));
    const output = result.metafile.outputs[path];
    if (code === undefined || map === undefined || output === undefined) throw new Error(`esbuild made no ${path}`);
    const inputs = Object.entries(output.inputs).map(([input, { bytesInOutput }]) => [input, bytesInOutput] as const);
    refuseForeignInputs(
      entry,
      inputs.map(([input]) => input),
    );
    maps.set(buildOf(code), fromRoot(map, dirname(path)));
    return [entry, { text: withBuildName(entry, code), inputs: Object.fromEntries(inputs) }];
  });
  return { bundles: Object.fromEntries(bundles) as Bundles, maps };
}

/** Source maps of bundles, for decoding stack traces. */
export interface SourceMaps {
  /** The map of a build; undefined where it is neither this checkout's nor kept from an earlier one. */
  readonly find: (build: string) => SourceMapPayload | undefined;
  /** Whether this checkout's sources give that build. */
  readonly isCurrent: (build: string) => boolean;
}

/** The maps that this checkout knows. Builds where that has not been done. @throws as {@link bundleFunctions} */
export function sourceMaps(): SourceMaps {
  const current = new Set(Object.values(bundleFunctions()).map(({ text }) => buildNamedIn(text)));
  const isCurrent = (build: string) => current.has(build);
  return {
    isCurrent,
    find: (build) => {
      const kept = readSourceMap(cacheFolder, build);
      if (kept !== undefined || !isCurrent(build)) return kept;
      // Somebody emptied the folder of maps and left the bundles.
      keepSourceMaps(cacheFolder, buildWithMaps().maps);
      return readSourceMap(cacheFolder, build);
    },
  };
}

/** The hash below covers these two places only. */
function refuseForeignInputs(entry: FunctionEntry, inputs: readonly string[]): void {
  const foreign = inputs.find((input) => !/^(functions|node_modules)\//.test(input));
  if (foreign !== undefined) {
    throw new Error(`functions/${entry} imports ${foreign}: functions import only from functions/ and from packages`);
  }
}

function contentHash(): string {
  const hash = createHash("sha256");
  hash.update(JSON.stringify([esbuild.version, options, functionEntries]));
  const sources = readdirSync(join(projectRoot, "functions"), { recursive: true, withFileTypes: true })
    .filter((item) => item.isFile())
    .map((item) => join(item.parentPath, item.name))
    .sort();
  for (const file of [join(projectRoot, "package-lock.json"), join(projectRoot, "tsconfig.json"), ...sources]) {
    // The path counts as part of the project, so that a copy elsewhere has the same hash.
    const content = readFileSync(file);
    hash.update(`${file.slice(projectRoot.length)}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex").slice(0, 32);
}
