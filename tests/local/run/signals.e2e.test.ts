import { expect } from "chai";
import { everything } from "../../support/everything";
import { startRun, useRunFolders } from "./started-run";

const allMoments: readonly (readonly [printed: string, signal: NodeJS.Signals, code: number])[] = [
  ["... Start token issuer", "SIGINT", 130],
  ["... Start the AWS emulator", "SIGTERM", 143],
  ["... Deploy the program", "SIGINT", 130],
  ["... Customers order", "SIGHUP", 129],
  ["... Repeat, change", "SIGINT", 130],
  ["... Inject email failures", "SIGINT", 130],
  ["... Check results", "SIGINT", 130],
];
/** Elsewhere than in CI, those that need no traffic before them. */
const moments = everything ? allMoments : allMoments.slice(0, 4);

describe("a local run that is interrupted", () => {
  const folders = useRunFolders([beforeEach, afterEach]);

  for (const [printed, signal, code] of moments) {
    it(`ends where it is, and leaves nothing behind: ${signal} at "${printed}"`, async () => {
      const run = startRun(folders, []);
      await run.printed(printed);
      run.child.kill(signal);
      const ended = await run.ended;

      expect(ended, run.output()).to.deep.equal({ code, signal: null });
      expect(run.output()).to.contain(`stopped by ${signal}`);
      expect(await run.left()).to.deep.equal([]);
    });
  }

  it("ends when it was kept, also when Ctrl-C arrives twice as npm sends it", async () => {
    const run = startRun(folders, ["--keep", "--no-traffic"]);
    await run.printed("Press Ctrl-C to stop it");
    run.child.kill("SIGINT");
    run.child.kill("SIGINT");
    const ended = await run.ended;

    expect(ended).to.deep.equal({ code: 130, signal: null });
    expect(await run.left()).to.deep.equal([]);
  });
});
