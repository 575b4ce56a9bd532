// Turns a TypeScript entry of this project into one CommonJS file that Node can run.
//
// Not a loader, because compiling the whole graph at once starts in about half the time of a per-file hook, and Node's compile cache then
// applies to a stable file. Packages stay outside the bundle, so that the process has one copy of the Pulumi SDK.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import esbuild from "esbuild";
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
    outdir: cacheFolder,
    logLevel: "silent",
  });
  const text = result.outputFiles[0]?.contents ?? new Uint8Array();
  const hash = createHash("sha256").update(text).digest("hex").slice(0, 16);
  const file = join(cacheFolder, `${basename(entry, ".ts")}-${hash}.cjs`);
  if (!existsSync(file)) {
    mkdirSync(cacheFolder, { recursive: true });
    // Written to a temporary file and renamed, so that another process that compiles the same entry never reads half a file.
    const aside = `${file}.${process.pid}`;
    writeFileSync(aside, text);
    renameSync(aside, file);
  }
  return file;
}
