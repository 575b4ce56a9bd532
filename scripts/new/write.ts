// Writes a new part. Everything is checked before anything is written: no name may be taken, and every place to edit must exist.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import mustache from "mustache";
import type { CommandConsole } from "../../cli/console";
import { CommandFailedError, UsageError } from "../../cli/errors";
import { projectRoot } from "../../launch/project-root.cjs";
import { messageOf } from "../../values/message-of";
import type { Edit, Part } from "./part";
import { textOf } from "./sources";

/** @throws {UsageError} a file exists already; {CommandFailedError} a place to edit is missing, or the result is not well formed: nothing is written then; or a page is not generated */
export function writePart(part: Part, console: Pick<CommandConsole, "say">): void {
  const taken = part.files.filter(({ path }) => existsSync(join(projectRoot, path)));
  if (taken.length > 0) throw new UsageError(`there is already ${taken.map(({ path }) => path).join(", ")}`);
  const created = part.files.map(({ path, template }) => [path, filledIn(template, part.view)] as const);
  const edited = applyEdits(part.edits, textOf);
  const paths = [...created, ...edited].map(([path]) => path);
  const undo = writeAll([...created, ...edited]);
  try {
    run("biome", ["node_modules/@biomejs/biome/bin/biome", "check", "--write", "--no-errors-on-unmatched", ...paths]);
  } catch (error) {
    // A place whose form is another than the edit expects: what came of it is no program.
    undo();
    throw new CommandFailedError(`nothing was written: what would be is not well formed; ${messageOf(error)}`);
  }
  for (const script of part.scripts) run(`npm run ${script}`, ["scripts/run.mjs", `scripts/${script}.ts`]);
  for (const [path] of created) console.say(`new      ${path}`);
  for (const [path] of edited) console.say(`changed  ${path}`);
  for (const script of part.scripts) console.say(`ran      npm run ${script}`);
  console.say(["", "Next:", ...part.next.map((step) => `- ${step}`)].join("\n"));
}

/** Writes files. @returns puts everything back as it was */
function writeAll(files: readonly (readonly [path: string, text: string])[]): () => void {
  const undo = files.map(([name, text]) => {
    const path = join(projectRoot, name);
    const before = existsSync(path) ? readFileSync(path) : undefined;
    const folder = mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return () => {
      if (before === undefined) rmSync(folder ?? path, { recursive: true });
      else writeFileSync(path, before);
    };
  });
  return () => {
    for (const step of undo.toReversed()) step();
  };
}

/**
 * The texts of files after their edits, by path.
 *
 * @throws {CommandFailedError} naming each missing place
 */
export function applyEdits(edits: readonly Edit[], textOf: (path: string) => string): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  const missing: string[] = [];
  for (const { file, find, before = "", after = "" } of edits) {
    const text = texts.get(file) ?? textOf(file);
    const at = text.indexOf(find);
    if (at < 0) missing.push(`${file}: nothing there reads '${find.trim()}', beside which belongs: ${before}${after}`);
    else texts.set(file, text.slice(0, at) + before + find + after + text.slice(at + find.length));
  }
  if (missing.length > 0) throw new CommandFailedError(`nothing was written:\n${missing.join("\n")}`);
  return texts;
}

/** Fills in a template without HTML escaping. */
function filledIn(template: string, view: Part["view"]): string {
  return mustache.render(textOf(`scripts/new/templates/${template}`), view, undefined, { escape: String });
}

function run(what: string, args: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: projectRoot, encoding: "utf8" });
  if (status !== 0) throw new CommandFailedError(`${what} failed:\n${stdout}${stderr}`);
}
