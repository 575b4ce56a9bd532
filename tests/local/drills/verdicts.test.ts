import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { noteVerdicts, readVerdicts } from "../../../local/drills/verdicts";

describe("the last verdicts of drills", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "verdicts-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("are the newest of each drill, and those of others stay", () => {
    const held = { verdict: "held", problems: [], seconds: 12 } as const;
    const failed = { verdict: "failed", problems: ["an order was lost"], seconds: 30 } as const;
    const [before, now] = ["2026-11-28T23:00:00.000Z", "2026-11-29T05:00:00.000Z"];
    noteVerdicts(
      [
        { name: "queue-age", at: before, ...failed },
        { name: "dead-letters", at: before, ...held },
      ],
      folder,
    );

    noteVerdicts([{ name: "queue-age", at: now, ...held }], folder);

    expect(readVerdicts(folder)).to.deep.equal({
      "queue-age": { at: now, ...held },
      "dead-letters": { at: before, ...held },
    });
  });

  it("are none before the first drill, and where the file cannot be read", () => {
    expect(readVerdicts(folder)).to.deep.equal({});
    writeFileSync(join(folder, "drill-verdicts.json"), "{");
    expect(readVerdicts(folder)).to.deep.equal({});
  });
});
