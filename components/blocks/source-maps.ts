// Source maps of the functions' bundles. They are kept beside the build cache and never in a function: a map is larger than the code, and
// reading one costs memory and time in the very call that fails. A bundle says in its stacks which build it is, and maps are kept by that.
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import type { SourceMapPayload } from "node:module";
import { join, posix } from "node:path";
import type { FunctionEntry } from "../functions";

/** Where Lambda puts a function's code. */
const CODE_FOLDER = "/var/task";

/** Hexadecimal digits of a build's name: 64 bits of SHA-256. */
const BUILD_DIGITS = 16;

/** Maps of other builds are deleted after so many days. For an older one, check that commit out and build it. */
const KEPT_DAYS = 30;

/** Places in a bundle's stack: folder of the function, build, line and column, both from 1. */
export const bundlePlace = new RegExp(
  `${CODE_FOLDER}/([a-z0-9-]+/[a-z0-9-]+)-([0-9a-f]{${BUILD_DIGITS}})\\.js:(\\d{1,9}):(\\d{1,9})`,
  "g",
);

/** Name of a build: the same code has the same. */
export function buildOf(code: string): string {
  return createHash("sha256").update(code).digest("hex").slice(0, BUILD_DIGITS);
}

/**
 * The code with its build's name in it. V8 takes the comment for the script's name, so that each line of a stack says which build it is of,
 * whatever is deployed by the time that somebody reads it.
 */
export function withBuildName(entry: FunctionEntry, code: string): string {
  return `${code}//# sourceURL=${CODE_FOLDER}/${entry}-${buildOf(code)}.js\n`;
}

/** The build whose name is in a bundle. Undefined for code that {@link withBuildName} did not make. */
export function buildNamedIn(bundle: string): string | undefined {
  return /\/\/# sourceURL=\S+-([0-9a-f]+)\.js\n$/.exec(bundle)?.[1];
}

/** A map whose sources are paths from the project's root, so that it is the same wherever the project lies. @param folder where esbuild says that the bundle is, from the root */
export function fromRoot(map: string, folder: string): string {
  const payload: SourceMapPayload = JSON.parse(map);
  return JSON.stringify({ ...payload, sources: payload.sources.map((source) => posix.join(folder, source)) });
}

/** Writes the maps of one build of all functions, by build. */
export function keepSourceMaps(cacheFolder: string, maps: ReadonlyMap<string, string>): void {
  const folder = folderIn(cacheFolder);
  mkdirSync(folder, { recursive: true });
  for (const [build, map] of maps) {
    // Written aside and renamed: a second process never sees half a file.
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

/** The map of a build; undefined where it is not kept here. */
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
