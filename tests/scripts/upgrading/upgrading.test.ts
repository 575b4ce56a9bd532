import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { type Config, keys } from "../../../components/config/schema";
import { projectRoot } from "../../../launch/project-root.cjs";
import { withGenerated } from "../../../policies/controls/tables";
import { codeTable } from "../../../scripts/upgrading/code-table";
import { settingRow, settingRows } from "../../../scripts/upgrading/setting-table";
import { UNUSED } from "../../../scripts/upgrading/words";
import { everything } from "../../support/everything";

const names = Object.keys(keys) as (keyof Config)[];
/** One of each sort: no problem, people, another API, what is left in AWS, refused, lost, kept shorter. */
const sample: readonly (keyof Config)[] = [
  ...(["environmentSuffix", "functionMemoryMb", "alertEmail", "corsAllowedOrigins"] as const),
  ...(["apiAccountRole", "backupEnabled", "simulatorEnabled", "archiveRetentionDays"] as const),
];

describe("docs/upgrading.md", () => {
  const page = readFileSync(join(projectRoot, "docs", "upgrading.md"), "utf8");

  it("has every setting once, in the order of the schema, with an example that does something", () => {
    expect([...settingRows(page).keys()]).to.deep.equal(names);
    expect(page.match(/^\| \[`/gm)).to.have.length(names.length);
    expect(page).to.not.contain(UNUSED);
  });

  it(`says of ${everything ? "every setting" : "some settings"} what a change does: npm run upgrading -- --all`, async () => {
    for (const name of everything ? names : sample) expect(page.split("\n")).to.include(await settingRow(name));
  });

  it("says what each kind of change of the program does: npm run upgrading", async () => {
    expect(page).to.equal(withGenerated(page, await codeTable(), "code"));
  });
});
