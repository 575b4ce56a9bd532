// Source maps of the functions' bundles. They are stored beside the build cache and are not deployed: a map is larger than the code, and
// reading it would cost memory and time in the call that fails. Stack traces of a bundle name its build, by which the map is found.
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import type { SourceMapPayload } from "node:module";
import { join, posix } from "node:path";
import type { FunctionEntry } from "../functions";

/** Folder of a function's code in Lambda. */
const CODE_FOLDER = "/var/task";

/** Hexadecimal digits of a build's name: 64 bits of SHA-256. */
const BUILD_DIGITS = 16;

/** Maps of other builds are deleted after this many days. For an older one, check that commit out and build it. */
const KEPT_DAYS = 30;

/** Positions in a bundle's stack trace: folder of the function, build, line and column, both from 1. */
export const bundlePlace = new RegExp(
  `${CODE_FOLDER}/([a-z0-9-]+/[a-z0-9-]+)-([0-9a-f]{${BUILD_DIGITS}})\\.js:(\\d{1,9}):(\\d{1,9})`,
  "g",
);

/** Name of a build, the same for the same code. */
export function buildOf(code: string): string {
  return createHash("sha256").update(code).digest("hex").slice(0, BUILD_DIGITS);
}

/**
 * The code with the name of its build. V8 takes the comment as the script's name, so each line of a stack trace names the build, whatever
 * is deployed when the trace is read.
 */
export function withBuildName(entry: FunctionEntry, code: string): string {
  return `${code}//# sourceURL=${CODE_FOLDER}/${entry}-${buildOf(code)}.js\n`;
}

/** The build whose name is in a bundle. Undefined for code that {@link withBuildName} did not make. */
export function buildNamedIn(bundle: string): string | undefined {
  return /\/\/# sourceURL=\S+-([0-9a-f]+)\.js\n$/.exec(bundle)?.[1];
}

/**
 * A source map with paths from the project's root, so that it is the same in any folder. @param folder folder of the bundle in esbuild's
 * output, from the root
 */
export function fromRoot(map: string, folder: string): string {
  const payload: SourceMapPayload = JSON.parse(map);
  return JSON.stringify({ ...payload, sources: payload.sources.map((source) => posix.join(folder, source)) });
}

/** Writes the source maps of one build of all functions, by build. */
export function keepSourceMaps(cacheFolder: string, maps: ReadonlyMap<string, string>): void {
  const folder = folderIn(cacheFolder);
  mkdirSync(folder, { recursive: true });
  for (const [build, map] of maps) {
    // Written to a temporary file and renamed, so that another process never reads half a file.
    const aside = join(folder, `${build}.${process.pid}`);
    writeFileSync(aside, map);
    renameSync(aside, join(folder, `${build}.json`));
  }
  const oldest = Date.now() - KEPT_DAYS * 86_400_000;
  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    const modified = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? oldest;
    if (modified < oldest) rmSync(file, { force: true });
  }
}

/** The source map of a build; undefined when it is not stored here. */
export function readSourceMap(cacheFolder: string, build: string): SourceMapPayload | undefined {
  try {
    return JSON.parse(readFileSync(join(folderIn(cacheFolder), `${build}.json`), "utf8"));
  } catch {
    return undefined;
  }
}

function folderIn(cacheFolder: string): string {
  return join(cacheFolder, "source-maps");
}
