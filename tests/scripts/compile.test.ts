import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { expect } from "chai";
import { compile } from "../../launch/compile.mjs";
import { projectRoot } from "../../launch/project-root.cjs";

describe("compiling an entry of the project", () => {
  let folder: string;

  beforeEach(() => {
    mkdirSync(join(projectRoot, ".local"), { recursive: true });
    folder = mkdtempSync(join(projectRoot, ".local", "compile-"));
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  function entry(text: string): string {
    const file = join(folder, "entry.ts");
    writeFileSync(file, text);
    return relative(projectRoot, file);
  }

  it("gives one file that runs and still finds the project's packages and its root", () => {
    const file = compile(
      entry(`import { projectRoot } from "../../launch/project-root.cjs"; import * as z from "zod";
        console.log(z.string().parse(projectRoot));`),
    );

    expect(execFileSync(process.execPath, [file], { encoding: "utf8" }).trim()).to.equal(projectRoot);
  });

  it("gives the same file for the same sources and another one for others", () => {
    const first = compile(entry(`console.log(1);`));
    const again = compile(entry(`console.log(1);`));
    const other = compile(entry(`console.log(2);`));

    expect(again).to.equal(first);
    expect(other).not.to.equal(first);
    expect(readFileSync(first, "utf8")).to.contain("console.log(1)");
  });

  it("names file and line of a source that does not compile", () => {
    expect(() => compile(entry("const x = ;"))).to.throw(/entry\.ts:1:10/);
  });
});
