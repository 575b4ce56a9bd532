// The project's sources with a few changed, without a file being written: for tests of what a change would lead to.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import * as esbuild from "esbuild";
import * as ts from "typescript";
import { projectRoot } from "../../launch/project-root.cjs";

/** A change of one file: what stands there once, and what stands there then. */
export interface Edit {
  /** Relative to the project. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** Texts of changed files by their absolute path. */
type Overlay = ReadonlyMap<string, string>;

/** @throws Error when what is to be changed does not stand in its file exactly once */
function overlayOf(edits: readonly Edit[]): Overlay {
  const texts = new Map<string, string>();
  for (const { file, from, to } of edits) {
    const path = join(projectRoot, file);
    const parts = (texts.get(path) ?? readFileSync(path, "utf8")).split(from);
    if (parts.length !== 2) throw new Error(`'${from}' stands ${parts.length - 1} times in ${file}`);
    texts.set(path, parts.join(to));
  }
  return texts;
}

/** What the type-checker says of files and all that they import, as `file:line message`. */
export function typeErrors(edits: readonly Edit[], files: readonly string[]): string[] {
  const overlay = overlayOf(edits);
  const { config } = ts.readConfigFile(join(projectRoot, "tsconfig.json"), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [] }, ts.sys, projectRoot);
  const host = ts.createCompilerHost(options);
  const read = host.readFile.bind(host);
  host.readFile = (path) => overlay.get(path) ?? read(path);
  const program = ts.createProgram(
    files.map((file) => join(projectRoot, file)),
    options,
    host,
  );
  return ts.getPreEmitDiagnostics(program).map(({ file, start = 0, messageText }) => {
    const where = file === undefined ? "" : `${relative(projectRoot, file.fileName)}:${lineOf(file, start)}`;
    return `${where} ${ts.flattenDiagnosticMessageText(messageText, " ")}`;
  });
}

function lineOf(file: ts.SourceFile, position: number): number {
  return file.getLineAndCharacterOfPosition(position).line + 1;
}

/** Loads an entry and all that it imports from the project, with the changes. Packages are the process's own. */
export async function load(edits: readonly Edit[], entry: string): Promise<unknown> {
  const overlay = overlayOf(edits);
  const { outputFiles } = await esbuild.build({
    absWorkingDir: projectRoot,
    entryPoints: [entry],
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node22",
    packages: "external",
    write: false,
    plugins: [
      {
        name: "overlay",
        setup: ({ onLoad }) =>
          onLoad({ filter: /\.ts$/ }, ({ path }) => {
            const contents = overlay.get(path);
            return contents === undefined ? undefined : { contents, loader: "ts", resolveDir: dirname(path) };
          }),
      },
    ],
  });
  const module = { exports: {} };
  new Function("module", "exports", "require", outputFiles[0]?.text ?? "")(
    module,
    module.exports,
    createRequire(join(projectRoot, entry)),
  );
  return module.exports;
}

/** Files that errors are in, one for each error. */
export const placesOf = (errors: readonly string[]) => errors.map((error) => error.split(":")[0]).sort();
