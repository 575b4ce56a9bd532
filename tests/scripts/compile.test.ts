import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
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

  describe("with sources that were compiled before", () => {
    /** An entry of two files, written a while ago, and compiled. */
    function compiled(): { readonly path: string; readonly file: string } {
      writeFileSync(join(folder, "part.ts"), "export const part = 1;");
      const path = entry(`import { part } from "./part"; console.log(part);`);
      for (const old of [join(folder, "part.ts"), join(folder, "entry.ts"), folder]) utimesSync(old, 1, 1);
      return { path, file: compile(path) };
    }

    /** Runs the file that an entry compiles to. */
    const printed = (path: string) => execFileSync(process.execPath, [compile(path)], { encoding: "utf8" }).trim();

    it("takes the file that is there, without the bundler", () => {
      const { path, file } = compiled();
      writeFileSync(file, "console.log('as it was left')");

      expect(printed(path)).to.equal("as it was left");
      rmSync(file);
    });

    it("compiles again when an imported file has changed", () => {
      const { path } = compiled();
      writeFileSync(join(folder, "part.ts"), "export const part = 2;");

      expect(printed(path)).to.equal("2");
    });

    it("compiles again when a new file is what an import leads to", () => {
      mkdirSync(join(folder, "part"));
      writeFileSync(join(folder, "part", "index.ts"), "export const part = 1;");
      const path = entry(`import { part } from "./part"; console.log(part);`);
      for (const old of [join(folder, "part", "index.ts"), join(folder, "part"), join(folder, "entry.ts"), folder])
        utimesSync(old, 1, 1);
      expect(printed(path)).to.equal("1");

      writeFileSync(join(folder, "part.ts"), "export const part = 3;");

      expect(printed(path)).to.equal("3");
    });

    it("compiles again when the compiled file is gone", () => {
      const { path, file } = compiled();
      rmSync(file);

      expect(printed(path)).to.equal("1");
    });
  });

  it("names file and line of a source that does not compile", () => {
    expect(() => compile(entry("const x = ;"))).to.throw(/entry\.ts:1:10/);
  });
});
