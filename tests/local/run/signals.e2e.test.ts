import { spawnSync } from "node:child_process";
import { expect } from "chai";
import { killStartedRuns, makeRunFolders, type RunFolders, startRun } from "./started-run";

/**
 * A run must be gone within 2 seconds. A slow or busy machine gets more: 40 times what a Node.js process that does nothing takes on it at
 * that moment, about 50 ms elsewhere.
 */
function boundMs(): number {
  const began = performance.now();
  spawnSync(process.execPath, ["--eval", ""]);
  return Math.max(2_500, 40 * (performance.now() - began));
}

const moments: readonly (readonly [printed: string, signal: NodeJS.Signals, code: number])[] = [
  ["... Start token issuer", "SIGINT", 130],
  ["... Start the AWS emulator", "SIGTERM", 143],
  ["... Deploy the program", "SIGINT", 130],
  ["... Customers order", "SIGHUP", 129],
  ["... Repeat, change", "SIGINT", 130],
  ["... Inject email failures", "SIGINT", 130],
  ["... Check results", "SIGINT", 130],
];

describe("a local run that is interrupted", () => {
  let folders: RunFolders;

  beforeEach(() => {
    folders = makeRunFolders();
  });

  afterEach(() => {
    killStartedRuns();
    folders.remove();
  });

  for (const [printed, signal, code] of moments) {
    it(`ends within 2 seconds and leaves nothing behind: ${signal} at "${printed}"`, async () => {
      const run = startRun(folders, []);
      await run.printed(printed);

      const began = performance.now();
      run.child.kill(signal);
      const ended = await run.ended;
      const tookMs = performance.now() - began;

      expect(ended, run.output()).to.deep.equal({ code, signal: null });
      expect(tookMs).to.be.below(boundMs());
      expect(run.output()).to.contain(`stopped by ${signal}`);
      expect(await run.left()).to.deep.equal([]);
    }).timeout(240_000);
  }

  it("ends within 2 seconds when it was kept, also when Ctrl-C arrives twice as npm sends it", async () => {
    const run = startRun(folders, ["--keep", "--no-traffic"]);
    await run.printed("Press Ctrl-C to stop it");

    const began = performance.now();
    run.child.kill("SIGINT");
    run.child.kill("SIGINT");
    const ended = await run.ended;
    const tookMs = performance.now() - began;

    expect(ended).to.deep.equal({ code: 130, signal: null });
    expect(tookMs).to.be.below(boundMs());
    expect(await run.left()).to.deep.equal([]);
  }).timeout(240_000);
});
