import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { JsonReport } from "../../../local/report/json";
import { everything } from "../../support/everything";
import { startRun, useRunFolders } from "../run/started-run";

// Three events more are lost and replayed; a hundredth of them are broken.
const { count, events, broken } = everything
  ? { count: 1_000, events: 7_091, broken: 70 }
  : { count: 100, events: 728, broken: 7 };

describe(`${count} shipments`, () => {
  const folders = useRunFolders([before, after]);

  it("of seven events, shuffled, a fifth of them twice and some broken, are all as they should be", async () => {
    const file = join(folders.folder, "report.json");
    const run = startRun(folders, ["--shipments", String(count), "--json", file]);

    await run.ended;

    expect(existsSync(file), run.output()).to.equal(true);
    const report = JSON.parse(readFileSync(file, "utf8")) as JsonReport;
    const shipments = report.pipelines.find(({ name }) => name === "shipments");
    expect(shipments, run.output()).to.include({
      sent: events,
      seen: events,
      lost: 0,
      duplicated: 0,
      deadLettered: broken,
    });
    expect(
      shipments?.checks.filter(({ ok }) => !ok),
      run.output(),
    ).to.deep.equal([]);
    expect(shipments?.checks.map(({ id }) => id)).to.include.members(["S1", "S2", "S3", "S4", "S5", "S6", "X7", "X8"]);
  });
});
