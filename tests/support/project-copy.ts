import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  cpSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { projectRoot } from "../../launch/project-root.cjs";

/** What a command came to. */
export interface Ended {
  readonly status: number | null;
  /** Standard output and error. */
  readonly text: string;
}

/** The project in a folder of its own, to be changed as somebody would who follows the guide. */
export interface ProjectCopy {
  readonly root: string;
  /** Paths of all files, without those of packages. */
  files(): readonly string[];
  read(path: string): string;
  write(path: string, text: string): void;
  remove(path: string): void;
  /** Replaces a text. @throws {Error} it is not in the file */
  replace(path: string, text: string, by: string): void;
  /** Takes out of a file what matches, once for each pattern. @throws {Error} one does not match */
  cut(cut: { readonly file: string; readonly out: readonly RegExp[] }): void;
  /** Runs an entry as npm scripts do: `scripts/new.ts`, `scripts/test.ts`. */
  run(entry: string, ...args: readonly string[]): Ended;
  /** What the compiler finds, a line each: `file(line,column): error ...`. */
  typeErrors(): readonly string[];
  /** What the formatter and linter find; empty when nothing. */
  lint(): string;
  delete(): void;
}

/** Neither what tools keep nor what a run leaves. */
const left = ["node_modules", ".git", ".local"];

/**
 * Copies the project, and its packages as hard links where the file system allows: a link to a folder would be followed, and what is compiled there
 * would know the project and not the copy.
 */
export function copyProject(): ProjectCopy {
  const root = mkdtempSync(join(tmpdir(), "paved-road-"));
  for (const entry of readdirSync(projectRoot).filter((name) => !left.includes(name)))
    cpSync(join(projectRoot, entry), join(root, entry), { recursive: true });
  linkAll(join(projectRoot, "node_modules"), join(root, "node_modules"));
  const node = (args: readonly string[]): Ended => {
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: "utf8" });
    return { status, text: stdout + stderr };
  };
  const copy: ProjectCopy = {
    root,
    files: () =>
      readdirSync(root, { withFileTypes: true })
        .filter(({ name }) => !left.includes(name))
        .flatMap((entry) =>
          entry.isFile()
            ? [entry.name]
            : readdirSync(join(root, entry.name), { recursive: true, withFileTypes: true })
                .filter((inner) => inner.isFile())
                .map((inner) => relative(root, join(inner.parentPath, inner.name))),
        ),
    read: (path) => readFileSync(join(root, path), "utf8"),
    write: (path, text) => writeFileSync(join(root, path), text),
    remove: (path) => rmSync(join(root, path), { recursive: true }),
    replace(path, text, by) {
      const before = copy.read(path);
      if (!before.includes(text)) throw new Error(`${path} does not hold '${text}'`);
      copy.write(
        path,
        before.replace(text, () => by),
      );
    },
    cut({ file, out }) {
      let text = copy.read(file);
      for (const pattern of out) {
        if (!pattern.test(text)) throw new Error(`${file} holds nothing that matches ${pattern}`);
        text = text.replace(pattern, "");
      }
      copy.write(file, text);
    },
    run: (entry, ...args) => node(["scripts/run.mjs", entry, ...args]),
    typeErrors: () =>
      node(["node_modules/typescript/bin/tsc", "--noEmit"])
        .text.split("\n")
        .filter((line) => /^\S+\(\d+,\d+\): error/.test(line)),
    lint: () => {
      const { status, text } = node(["node_modules/@biomejs/biome/bin/biome", "check", "."]);
      return status === 0 ? "" : text;
    },
    delete: () => rmSync(root, { recursive: true, force: true }),
  };
  return copy;
}

function linkAll(from: string, to: string): void {
  mkdirSync(to);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.name === ".cache") continue;
    if (entry.isDirectory()) linkAll(source, target);
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target);
    else linkFile(source, target);
  }
}

/** A hard link, or a copy on another file system. */
function linkFile(source: string, target: string): void {
  try {
    linkSync(source, target);
  } catch {
    copyFileSync(source, target);
  }
}
