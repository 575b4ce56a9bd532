// Each room of the project imports from rooms before it, and never from one behind it: what is true of AWS knows nothing of this shop.
import { readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { expect } from "chai";
import ts from "typescript";
import { projectRoot } from "../../launch/project-root.cjs";
import { projectFiles } from "../support/project-files";

/** From the ground up. */
const rooms: readonly string[] = [
  "values", // of any kind: neither AWS's nor the shop's
  "launch", // turns TypeScript entries into what Node.js runs
  "aws",
  "functions",
  "components",
  "index.ts",
  "policies",
  "cli",
  "program", // runs index.ts, and the policy pack over it
  "bootstrap",
  "ops",
  "console", // the web console: a page over ops, for a local run and for a deployed stack
  "scripts",
  "local",
  "tests",
];

const extensions = ["", ".ts", ".tsx", ".mjs", ".cjs"];

const files = projectFiles.filter((file) => /\.(tsx?|mjs|cjs)$/.test(file));

/** Files of the project that a file imports, in whatever form. */
function importsOf(file: string): readonly string[] {
  const path = join(projectRoot, file);
  const { importedFiles } = ts.preProcessFile(readFileSync(path, "utf8"), true, true);
  return importedFiles.flatMap(({ fileName }) => {
    if (!fileName.startsWith(".")) return [];
    const target = relative(projectRoot, resolve(dirname(path), fileName)).replaceAll("\\", "/");
    const names = [
      ...extensions.map((extension) => `${target}${extension}`),
      target.replace(/\.js$/, ".ts"),
      `${target}/index.ts`,
    ];
    return names.find((name) => known.has(name)) ?? [];
  });
}

const known = new Set(files);

function roomOf(file: string): number {
  const [room = ""] = file.split("/");
  return rooms.indexOf(room);
}

describe("the rooms of the project", () => {
  it("hold every source file", () => {
    expect(files.filter((file) => roomOf(file) < 0)).to.deep.equal([]);
    expect(files.length).to.be.greaterThan(1_000);
  });

  it("import from rooms before them only", () => {
    const imports = files.flatMap((file) => importsOf(file).map((target) => ({ file, target })));
    const upwards = imports.filter(({ file, target }) => roomOf(target) > roomOf(file));

    expect(upwards.map(({ file, target }) => `${file} imports ${target}`)).to.deep.equal([]);
    expect(imports.length).to.be.greaterThan(4_000);
  });
});
