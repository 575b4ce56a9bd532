import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { JsonReport } from "../../../local/report/json";
import { killStartedRuns, makeRunFolders, type RunFolders, startRun } from "../run/started-run";

describe("a thousand shipments", () => {
  let folders: RunFolders;

  before(() => {
    folders = makeRunFolders();
  });

  after(() => {
    killStartedRuns();
    folders.remove();
  });

  it("of seven events, shuffled, a fifth of them twice and some broken, are all as they should be", async () => {
    const file = join(folders.folder, "report.json");
    const run = startRun(folders, ["--shipments", "1000", "--json", file]);

    await run.ended;

    const report = JSON.parse(readFileSync(file, "utf8")) as JsonReport;
    const shipments = report.pipelines.find(({ name }) => name === "shipments");
    // Three more are lost and replayed; seventy events are broken.
    expect(shipments, run.output()).to.include({ sent: 7091, seen: 7091, lost: 0, duplicated: 0, deadLettered: 70 });
    expect(
      shipments?.checks.filter(({ ok }) => !ok),
      run.output(),
    ).to.deep.equal([]);
    expect(shipments?.checks.map(({ id }) => id)).to.include.members(["S1", "S2", "S3", "S4", "S5", "S6", "X7", "X8"]);
  }).timeout(240_000);
});
