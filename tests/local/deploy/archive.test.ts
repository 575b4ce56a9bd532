import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { codeArchive } from "../../../local/deploy/adapters/lambda-code";
import { zip } from "../../../local/deploy/adapters/zip";
import { AssetValue } from "../../../program/resource";

const text = (content: string) => new AssetValue({ kind: "text", text: content });

describe("packing a function's code", () => {
  it("makes an archive that another program can read", async () => {
    const folder = await mkdtemp(join(tmpdir(), "backoffice-zip-"));
    try {
      const file = join(folder, "code.zip");
      const long = "ä".repeat(100_000);
      await writeFile(file, zip({ "index.js": Buffer.from(long), "lib/ümlaut.txt": Buffer.from("hi") }));

      // Python stands in for Lambda: it checks the checksums too.
      const script =
        "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); print(z.testzip()); z.extractall(sys.argv[2])";
      const said = execFileSync("python3", ["-c", script, file, folder], { encoding: "utf8" });

      expect(said.trim()).to.equal("None");
      expect(await readFile(join(folder, "index.js"), "utf8")).to.equal(long);
      expect(await readFile(join(folder, "lib", "ümlaut.txt"), "utf8")).to.equal("hi");
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it("gives the same bytes for the same files in any order", () => {
    const one = new AssetValue({ kind: "archive", assets: { "a.js": text("a"), "b.js": text("b") } });
    const other = new AssetValue({ kind: "archive", assets: { "b.js": text("b"), "a.js": text("a") } });

    expect(codeArchive(one).equals(codeArchive(other))).to.equal(true);
  });

  it("refuses code that is no archive", () => {
    expect(() => codeArchive(text("exports.handler = 1"))).to.throw("code must be an archive");
  });
});
