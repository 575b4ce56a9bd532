// Turns a TypeScript entry of this project into one CommonJS file that Node can run.
//
// Not a loader, because compiling the whole graph at once starts in about half the time of a per-file hook, and Node's compile cache then
// applies to a stable file. Packages stay outside the bundle, so that the process has one copy of the Pulumi SDK.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { findCompiled, keepCompiled, writeWhole } from "./compiled.mjs";
import { projectRoot } from "./project-root.cjs";

const cacheFolder = join(projectRoot, "node_modules", ".cache", "backoffice");

/**
 * Compiles `entry` and everything it imports from the project.
 *
 * @param {string} entry path of a TypeScript file, relative to the project
 * @returns {string} absolute path of the compiled file; the same sources give the same path
 * @throws {Error} esbuild's own error, with file and line, when the sources do not compile
 */
export function compile(entry) {
  return findCompiled(cacheFolder, projectRoot, entry) ?? compileAnew(entry);
}

/** @param {string} entry @returns {string} */
function compileAnew(entry) {
  const began = Date.now();
  // Not imported above: mostly there is nothing to compile.
  /** @type {typeof import("esbuild")} */
  const esbuild = createRequire(import.meta.url)("esbuild");
  const result = esbuild.buildSync({
    absWorkingDir: projectRoot,
    entryPoints: [entry],
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node22",
    packages: "external",
    sourcemap: "inline",
    sourcesContent: false,
    // CommonJS has no import.meta: replace its url with that of the compiled file.
    define: { "import.meta.url": "importMetaUrl" },
    banner: { js: 'const importMetaUrl = require("node:url").pathToFileURL(__filename).href;' },
    write: false,
    metafile: true,
    outdir: cacheFolder,
    logLevel: "silent",
  });
  const text = result.outputFiles[0]?.contents ?? new Uint8Array();
  const hash = createHash("sha256").update(text).digest("hex").slice(0, 16);
  const file = join(cacheFolder, `${basename(entry, ".ts")}-${hash}.cjs`);
  if (!existsSync(file)) {
    mkdirSync(cacheFolder, { recursive: true });
    writeWhole(file, text);
  }
  keepCompiled(cacheFolder, projectRoot, entry, { inputs: Object.keys(result.metafile.inputs), file, began });
  return file;
}
