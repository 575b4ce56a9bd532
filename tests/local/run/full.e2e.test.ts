import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { pipelineNames } from "../../../components/pipelines";
import type { JsonReport } from "../../../local/report/json";
import { startRun, useRunFolders } from "./started-run";

/** Rows of the requirements that a run on this machine can show. */
const required = [
  ...["X1", "X3", "X4", "X5", "X6", "X7", "X8", "X9", "X16"],
  ...["O1", "O2", "O3", "O4", "O5", "O6", "O7", "O8", "O9", "O10"],
  ...["E1", "E2", "E3", "E4", "E5", "E6", "E7", "E8", "E9"],
  ...["S1", "S2", "S3", "S4", "S5", "S6"],
  ...["M1", "M2", "M3", "M4", "M5", "M6", "M7", "M8", "X10", "X11", "X12", "X17", "L1", "L2", "L4", "L8"],
];

describe("the local run, from end to end", () => {
  const folders = useRunFolders([before, after]);

  it("deploys, sends traffic through every pipeline, finds every expectation held, and leaves nothing behind", async () => {
    const file = join(folders.folder, "reports", "report.json");
    const run = startRun(folders, ["--json", file]);

    const { code } = await run.ended;

    expect(existsSync(file), run.output()).to.equal(true);
    const report = JSON.parse(readFileSync(file, "utf8")) as JsonReport;
    const checks = report.pipelines.flatMap((pipeline) => pipeline.checks);
    expect(
      checks.filter(({ ok }) => !ok),
      run.output(),
    ).to.deep.equal([]);
    expect(code, run.output()).to.equal(0);
    expect(report.ok).to.equal(true);
    expect(checks.map(({ id }) => id)).to.include.members(required);
    expect(report.pipelines.map(({ name }) => name)).to.deep.equal([...pipelineNames, "stack"]);
    for (const { name, sent, seen, lost, duplicated } of report.pipelines) {
      expect({ lost, duplicated }, name).to.deep.equal({ lost: 0, duplicated: 0 });
      expect(sent, name).to.be.greaterThan(0).and.to.equal(seen);
    }
    expect(report.deploy.resources).to.be.greaterThan(100);
    expect(report.notChecked.map(({ id }) => id)).to.deep.equal(["L3"]);
    expect(await run.left()).to.deep.equal([]);
    expect(run.output()).to.contain("Emails that came out").and.to.contain("Not shown by this run");
  });
});
