import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { projectRoot } from "../../launch/project-root.cjs";

/** Runs a file in a process that takes itself for Node.js 20. */
function runOlder(...args: readonly string[]): Promise<{ readonly code: unknown; readonly out: string }> {
  const preload = join(projectRoot, "tests", "support", "older-node.cjs");
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ["--require", preload, ...args],
      { cwd: projectRoot, timeout: 60_000 },
      (error, out, said) => {
        resolve({ code: error?.code ?? 0, out: `${out}${said}` });
      },
    );
  });
}

describe("an older Node.js", () => {
  for (const entry of [["scripts/run.mjs", "local/start.ts"], ["policies/start.cjs"]]) {
    it(`gets from ${entry[0]} one sentence which version is wanted, and how to get it`, async () => {
      const { code, out } = await runOlder(...entry);

      expect(out).to.match(
        /^backoffice needs Node\.js 22\.18 or later, and this is 20\.20\.2: start it by npm .* or put the version of the file \.nvmrc first in PATH .*\.\n$/,
      );
      expect(code).to.equal(1);
    });
  }

  it("comes as far as the sentence: nothing that it lacks is imported by name", () => {
    const text = readFileSync(join(projectRoot, "scripts", "run.mjs"), "utf8");

    expect(text).to.match(/^(\/\/.*\n)*import "\.\.\/launch\/require-node\.cjs";\n/);
    expect(text).not.to.match(/import\s*[^;]*\benableCompileCache\b[^;]*\bfrom\b/);
  });

  it("is older than what package.json asks for, which .nvmrc has", () => {
    const [major = 0] = readFileSync(join(projectRoot, ".nvmrc"), "utf8").split(".").map(Number);

    expect(major).to.be.at.least(22);
  });
});
