import { execFile } from "node:child_process";
import { join } from "node:path";
import { expect } from "chai";
import { projectRoot } from "../../launch/project-root.cjs";

/** Runs a command's help in a process that takes its system for another one. */
function runOn(system: string): Promise<{ readonly code: unknown; readonly out: string }> {
  const preload = join(projectRoot, "tests", "support", "other-system.cjs");
  const args = ["--require", preload, "scripts/run.mjs", "local/start.ts", "--help"];
  return new Promise((resolve) => {
    const options = { cwd: projectRoot, timeout: 60_000, env: { ...process.env, SYSTEM: system } };
    execFile(process.execPath, args, options, (error, out, said) => {
      resolve({ code: error?.code ?? 0, out: `${out}${said}` });
    });
  });
}

describe("a system that commands do not run on", () => {
  it("is Windows itself: one sentence leads to WSL", async () => {
    const { code, out } = await runOn("win32");

    expect(code).to.equal(1);
    expect(out).to.match(/^backoffice runs on Linux and macOS\. On Windows use WSL 2: .*\n$/);
  });

  it("is a folder that cannot be written to, which is named with the reason", async () => {
    const { code, out } = await runOn("read-only");

    expect(code).to.equal(1);
    expect(out).to.equal(
      `backoffice cannot write to ${join(projectRoot, "node_modules")} (EROFS), where it keeps what it compiles: run npm ci as the same user, in a folder that is not read-only.\n`,
    );
  });

  it("is none of the others", async () => {
    const { code, out } = await runOn("as it is");

    expect(code, out).to.equal(0);
    expect(out).to.contain("--keep");
  });
});
