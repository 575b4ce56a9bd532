import { expect } from "chai";
import { entranceNames } from "../../../local/poison/names";
import { startCommand, useRunFolders } from "../run/started-run";

describe("bad messages of 250 kB among good ones", () => {
  const folders = useRunFolders([before, after]);

  it("leave every good one done once, are kept once each with their reason, and raise the alerts that are promised", async () => {
    const run = startCommand(folders, ["local/poison.ts", "--good", "21", "--bad", "4", "--pairs", "0"]);

    const { code } = await run.ended;

    const rows = entranceNames.map((name) => {
      const cells = new RegExp(`^${name} .*$`, "m").exec(run.output())?.[0].split(/ {2,}/) ?? [];
      const [, , , , good, lost, doubled, bad, kept, alerts] = cells;
      return { name, good, lost, doubled, bad, kept, alerts };
    });
    const counts = { good: "21", lost: "0", doubled: "0", bad: "4", kept: "4" };
    const alerts = (name: string) => (/^(?:shipments|notifications)-/.test(name) ? "4 of 4" : "0 of 0");
    expect(rows, run.output()).to.deep.equal(entranceNames.map((name) => ({ name, ...counts, alerts: alerts(name) })));
    expect(run.output()).to.contain("Look for the secrets of bad messages: found nowhere else");
    expect(code, run.output()).to.equal(0);
    expect(await run.left()).to.deep.equal([]);
  });
});
