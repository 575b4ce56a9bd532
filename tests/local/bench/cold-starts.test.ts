import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { bundleFunctions } from "../../../components/blocks/bundle";
import { measureColdStarts } from "../../../local/bench/cold-starts";
import { coldStarts, environment } from "../../../local/bench/inputs";

describe("init and first call in the benchmark", () => {
  it("are of functions that do their work with the variables that the benchmark sets", async () => {
    const figures = await measureColdStarts(1);

    expect(figures.map(({ short }) => short)).to.deep.equal(coldStarts.map(({ entry }) => entry));
    for (const { ours, control } of figures) expect(Math.min(ours, control)).to.be.above(0);
  });

  it("make no segmenter of texts at init, which takes a fifth of it", () => {
    const folder = mkdtempSync(join(tmpdir(), "backoffice-segmenter-"));
    const script = `Intl.Segmenter = class { constructor() { throw new Error("a segmenter at init"); } };
      console.log(typeof require(process.argv[1]).handler);`;
    try {
      for (const { entry } of coldStarts) {
        const file = join(folder, "index.js");
        writeFileSync(file, bundleFunctions()[entry].text);

        const printed = execFileSync(process.execPath, ["-e", script, file], {
          env: environment("http://127.0.0.1:1"),
          encoding: "utf8",
        });

        expect(printed.trim(), entry).to.equal("function");
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
