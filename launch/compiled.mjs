// Which compiled file an entry has, and whether its sources are still those that it was made of: to compile them again only to find the same
// file would take longer than to load it.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/** What decides how sources are compiled, besides themselves. */
const settings = ["launch/compile.mjs", "node_modules/esbuild/package.json"];
/** Settings that the compiler looks for beside every source, and in the folders above. */
const settingsOfFolder = ["package.json", "tsconfig.json"];

/**
 * Finds the file that an entry was compiled to.
 *
 * @param {string} cache folder of the compiled files
 * @param {string} root folder of the project
 * @param {string} entry path of the entry, relative to the project
 * @returns {string | undefined} absolute path; undefined when there is none, or a source has changed since
 */
export function findCompiled(cache, root, entry) {
  try {
    const { inputs, state, name } = JSON.parse(readFileSync(recordOf(cache, entry), "utf8"));
    if (state !== stateOf(root, inputs)) return undefined;
    const file = join(cache, name);
    statSync(file);
    return file;
  } catch {
    return undefined; // a file that is gone, or half a record: then the sources are compiled
  }
}

/**
 * Keeps for the next process what an entry was compiled to. Not if a source was written meanwhile: it may have been read before that.
 *
 * @param {string} cache folder of the compiled files
 * @param {string} root folder of the project
 * @param {string} entry path of the entry, relative to the project
 * @param {{ readonly inputs: readonly string[], readonly file: string, readonly began: number }} compiled paths of the sources, relative to the
 * project; the compiled file; when compiling began, epoch milliseconds
 */
export function keepCompiled(cache, root, entry, { inputs, file, began }) {
  const written = [...inputs, ...foldersOf(inputs)].map((path) => statSync(join(root, path)).mtimeMs);
  if (written.some((time) => time >= began)) return;
  const record = { inputs, state: stateOf(root, inputs), name: basename(file) };
  writeWhole(recordOf(cache, entry), JSON.stringify(record));
}

/**
 * Writes a file that other processes never read half.
 *
 * @param {string} file
 * @param {string | Uint8Array} content
 */
export function writeWhole(file, content) {
  const aside = `${file}.${process.pid}`;
  writeFileSync(aside, content);
  renameSync(aside, file);
}

/** @param {string} cache @param {string} entry @returns {string} */
function recordOf(cache, entry) {
  const hash = createHash("sha256").update(entry).digest("hex").slice(0, 8);
  return join(cache, `${basename(entry, ".ts")}-${hash}.json`);
}

/**
 * A hash of all that the result depends on: the sources, the names of the files beside them, by which an import may lead to another file, and
 * the settings.
 *
 * @param {string} root @param {readonly string[]} inputs @returns {string}
 */
function stateOf(root, inputs) {
  const hash = createHash("sha256");
  const found = new Set([...settings, ...inputs]);
  for (const folder of foldersOf(inputs)) {
    const names = readdirSync(join(root, folder)).sort();
    hash.update(`${folder}\0${names.join("\0")}\0`);
    for (const name of settingsOfFolder) if (names.includes(name)) found.add(join(folder, name));
  }
  for (const path of found) {
    const content = readFileSync(join(root, path));
    hash.update(`${path}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex");
}

/** The folders of files, and those above within the project. @param {readonly string[]} inputs @returns {readonly string[]} */
function foldersOf(inputs) {
  /** @type {Set<string>} */
  const folders = new Set();
  for (const input of inputs) {
    for (let folder = dirname(input); !folders.has(folder); folder = dirname(folder)) folders.add(folder);
  }
  return [...folders].sort();
}
